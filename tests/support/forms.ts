/** The forms of the site, as they stand in its pages. */
import { audienceOf, methodsOf, type Pattern, paths, rowOf } from "#app/paths.ts";

import { nextAddress } from "./visitor.ts";
import type { Walk } from "./walk.ts";

export const patterns = (Object.keys(paths) as Pattern[]).filter((pattern) => pattern !== "/*");

/** A form's fields with what they hold, as they stand in a body, escaped. */
export type Fields = readonly (readonly [name: string, value: string])[];

export interface Form {
  pattern: Pattern;
  path: string;
  fields: Fields;
}

/** Headers of who may ask for a path, each time from another network. */
export const headersFor = (walk: Walk, pattern: Pattern) => ({
  origin: walk.site.base,
  "x-forwarded-for": nextAddress(),
  ...(audienceOf(rowOf(pattern)) === "organisers" && { cookie: walk.cookies.owner }),
});

const unescaped = (text: string) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");

/** The fields of a page's forms with a value for each, escaped. */
function fieldsIn(html: string): [name: string, value: string][] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
  const fields = new Map<string, string>();
  for (const [tag] of main.matchAll(/<(?:input|textarea|select|button)\b[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1];
    const value = unescaped(/ value="([^"]*)"/.exec(tag)?.[1] ?? "x");
    if (name) fields.set(name, encodeURIComponent(value));
  }
  return [...fields];
}

/** Every form of the site: the path it is sent to, and its fields. */
export async function listForms(walk: Walk): Promise<Form[]> {
  const forms: Form[] = [];
  for (const pattern of patterns) {
    const row = rowOf(pattern);
    if (!methodsOf(row).includes("POST")) continue;
    const path = walk.exampleOf(pattern);
    const page = methodsOf(row).includes("GET")
      ? await (
          await fetch(walk.site.base + path, {
            redirect: "manual",
            headers: headersFor(walk, pattern),
          })
        ).text()
      : "";
    const intents = Object.keys(row.intents ?? {}).filter((intent) => intent !== "");
    const fields = fieldsIn(page).filter(([name]) => name !== "intent");
    for (const intent of ["", ...intents])
      forms.push({ pattern, path, fields: intent ? [...fields, ["intent", intent]] : fields });
  }
  return forms;
}
