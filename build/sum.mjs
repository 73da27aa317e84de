// Sums what all runners reported and prints the closing line of ./test. Exits with 1 when anything failed or nothing ran.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of readdirSync(folder)) {
  if (!file.endsWith(".json")) continue;
  const report = JSON.parse(readFileSync(join(folder, file), "utf8"));
  if (file.endsWith(".ctrf.json")) {
    const { summary } = report.results;
    passed += summary.passed;
    failed += summary.failed + (summary.other ?? 0);
    skipped += summary.skipped + (summary.pending ?? 0);
  } else if (file.endsWith(".vitest.json")) {
    passed += report.numPassedTests;
    failed +=
      report.numFailedTests +
      (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0);
    skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  } else if (file.endsWith(".check.json")) {
    passed += report.passed;
    failed += report.failed;
    if (report.failed > 0) console.error(`failed: ${report.name}`);
  }
}
console.log(
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
