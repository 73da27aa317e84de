import { api, type LibraryKey } from "../api/client.ts";
import { ApiError, asApiError } from "../api/errors.ts";
import { isObject } from "../live/fold.ts";

/** The server takes no longer file (docs/export-format.md); reading one only to be refused helps nobody. */
const mostBytes = 16 * 1024 * 1024;

/** What a file says that it holds. */
const kinds: Readonly<Record<string, LibraryKey["kind"]>> = {
  "inkstream-ideation": "ideation",
  "inkstream-outline": "outline",
};

/** Makes a document of a file that was exported as JSON; which one it became. */
export async function importFile(file: Blob, idempotencyKey: string): Promise<LibraryKey> {
  if (file.size > mostBytes) throw new ApiError(413, { code: "too_large" });
  const text = await file.text();
  const kind = kindOf(text);
  if (!kind) throw new ApiError(400, { code: "no_export" });
  try {
    return { kind, id: (await api.importFile(kind, text, idempotencyKey)).id };
  } catch (failure) {
    const error = asApiError(failure);
    // No form has a field for what is wrong in it.
    if (Object.keys(error.fields).length === 0) throw error;
    throw new ApiError(error.status, { code: "bad_export" });
  }
}

function kindOf(text: string): LibraryKey["kind"] | undefined {
  try {
    const file: unknown = JSON.parse(text);
    return isObject(file) && typeof file.format === "string" ? kinds[file.format] : undefined;
  } catch {
    return undefined;
  }
}
