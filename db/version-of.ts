/** The version of what is stored: names its values, so that who changes them can say which they saw. */
import { createHash } from "node:crypto";

import type { Json } from "./json.ts";

/**
 * SHA-256 in base64url, 43 characters: the same values have the same version whoever wrote them, and
 * in whatever order jsonb keeps their names.
 */
export function versionOf(value: Json): string {
  return createHash("sha256").update(JSON.stringify(value, inOrder)).digest("base64url");
}

function inOrder(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
