import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// How long to wait for an event before it counts as missing: a bound for a busy machine, not a pause.
configure({ asyncUtilTimeout: 10_000 });

afterEach(() => {
  if (typeof document !== "undefined") cleanup();
});
