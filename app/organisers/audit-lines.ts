/** What the audit log kept of a state before or after, as lines that people can read. */

const namesShown = 20;

/** @returns `key: value` lines; one line for what is no object, none for nothing */
export function linesOf(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== "object" || Array.isArray(value)) return [textOf(value)];
  return Object.entries(value).map(([key, one]) => `${key}: ${textOf(one)}`);
}

function textOf(value: unknown): string {
  if (value === null) return "—";
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (isNamed(value)) return `${value.number} (${shorten(value.names)})`;
  if (typeof value === "object") return linesOf(value).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What an import did alike: the number, and the names of all. */
interface Named {
  number: number;
  names: string[];
}

const isNamed = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && "number" in value && "names" in value;

/** A first import names 650; the log shows the first and the rest as a number. */
function shorten(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join("; ");
  const more = names.length - namesShown;
  return more > 0 ? `${shown}; … and ${more} more` : shown;
}
