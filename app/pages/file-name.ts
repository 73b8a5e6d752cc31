/** The last part of a path that says a format, as `1.json` does. */

/** @returns the format in small letters; "" where none is said */
export function splitFile(file = ""): { name: string; ending: string } {
  const [, name = "", ending = ""] = /^(.*?)(?:\.([a-z]+))?$/is.exec(file) ?? [];
  return { name, ending: ending.toLowerCase() };
}
