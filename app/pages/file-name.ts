/** The last part of a path that says a format, as `1.json` does. */

/** @returns `ending`: "" where no format is said */
export function splitFile(file = ""): { name: string; ending: string } {
  const [, name = "", ending = ""] = /^(.*?)(?:\.([a-z]+))?$/s.exec(file) ?? [];
  return { name, ending };
}
