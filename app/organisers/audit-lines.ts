/** What the audit log kept of a state before or after, as lines that people can read. */

/** @returns `key: value` lines; one line for what is no object, none for nothing */
export function linesOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object" || Array.isArray(value)) return [textOf(value)];
  return Object.entries(value).map(([key, one]) => `${key}: ${textOf(one)}`);
}

function textOf(value: unknown): string {
  if (value === null) return "—";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object") return linesOf(value).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
