import { createInterface } from "node:readline";
import { FoldClients, type Command } from "./foldClients.ts";

const clients = new FoldClients((line) => process.stdout.write(`${JSON.stringify(line)}\n`));

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() === "") continue;
  // Not awaited: a connect lasts as long as its connection, and others run beside it.
  void clients.run(JSON.parse(line) as Command);
}
// The end of the input is the end of the clients, so that no test leaves one behind.
process.exit(0);
