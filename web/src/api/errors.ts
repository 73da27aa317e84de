import { isObject } from "../live/fold.ts";

/** What went wrong, in the server's own stable words (contract, section 3: problem details). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  /** What is wrong with which field of the request; empty for any other error. */
  readonly fields: Readonly<Record<string, string>>;
  /** The whole problem, for the codes that carry more. */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(text(problem.detail) ?? text(problem.title) ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
    this.code = text(problem.code) ?? (status === 404 ? "not_found" : "unknown");
    this.retryable = problem.retryable === true;
    this.fields = fieldErrors(problem.errors);
  }
}

/** The request never came to an answer. */
export function networkError(): ApiError {
  return new ApiError(0, { code: "network", retryable: true });
}

export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new ApiError(0, { code: "unknown", retryable: false, detail });
}

/** `genrePaths[1]` and `GenrePaths` both belong to the field `genrePaths`. */
function fieldErrors(errors: unknown): Record<string, string> {
  if (!isObject(errors)) return {};
  const fields: Record<string, string> = {};
  for (const [path, texts] of Object.entries(errors)) {
    const [first = path] = path.replace(/^\$\./, "").split(/[.[]/);
    const name = first.charAt(0).toLowerCase() + first.slice(1);
    const joined = Array.isArray(texts) ? texts.map(String).join(" ") : String(texts);
    fields[name] = fields[name] ? `${fields[name]} ${joined}` : joined;
  }
  return fields;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
