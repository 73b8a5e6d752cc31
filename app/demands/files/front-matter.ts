/** A Markdown file with front matter in YAML 1.2: read with the line of whatever is wrong, and written. */
import * as v from "valibot";
import { isMap, isScalar, LineCounter, parseDocument, stringify } from "yaml";

/** What is wrong with a file, and where. */
export interface FileProblem {
  /** From 1. */
  line: number;
  problem: string;
}

const FENCE = "---";
/** Of what is no YAML so many are told: the first one mostly brings the others about. */
const MOST_ERRORS = 20;

/**
 * @param text UTF-8, decoded; ends of lines of any system, and a byte order mark, are taken
 * @param schema of the front matter; its messages say what is wrong with a value
 * @returns the front matter and the Markdown below it, or what is wrong, each with its line
 */
export function readFrontMatter<Values>(
  text: string,
  schema: v.GenericSchema<unknown, Values>,
): { values: Values; body: string } | { problems: FileProblem[] } {
  const lines = text
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  if (lines[0]?.trimEnd() !== FENCE)
    return { problems: [{ line: 1, problem: `it does not begin with a line of ${FENCE}` }] };
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === FENCE);
  if (end === -1)
    return { problems: [{ line: 1, problem: `no second line of ${FENCE} ends its head` }] };
  const counter = new LineCounter();
  const yaml = lines.slice(1, end).join("\n");
  // to tell of each error prettily takes as long as the text, and what is no YAML may have one at each sign
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  // the first line of the YAML is the second of the file
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  if (document.errors.length > 0) {
    const problems = document.errors
      .slice(0, MOST_ERRORS)
      .map(({ pos, message }) => ({ line: lineAt(pos[0]), problem: message }));
    return { problems };
  }
  /** Of a value, or of what would hold it. */
  const lineOf = (path: readonly unknown[]): number => {
    for (let length = path.length; length > 0; length--) {
      const holder = document.getIn(path.slice(0, length - 1), true) ?? document.contents;
      const name = path[length - 1];
      const pair = isMap(holder)
        ? holder.items.find(({ key }) => isScalar(key) && key.value === name)
        : undefined;
      const node = pair?.key ?? document.getIn(path.slice(0, length), true);
      const range = (node as { range?: [number, number, number] } | undefined)?.range;
      if (range) return lineAt(range[0]);
    }
    return 2;
  };
  let values: unknown;
  try {
    // what stands for something else in the file could stand for a great deal of it
    values = document.toJS({ maxAliasCount: 0 });
  } catch {
    return { problems: [{ line: 2, problem: "aliases (*) are not taken" }] };
  }
  const result = v.safeParse(schema, values);
  if (result.success)
    return {
      values: result.output,
      body: lines
        .slice(end + 1)
        .join("\n")
        .trim(),
    };
  const problems = result.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => key);
    const name = path.map(String).join(".");
    const problem = problemOf(issue);
    return { line: lineOf(path), problem: name === "" ? problem : `${name}: ${problem}` };
  });
  return { problems };
}

/** The schema's own words, but for keys, of which valibot speaks to programmers. */
function problemOf({ type, expected, message }: v.BaseIssue<unknown>): string {
  if (type !== "strict_object") return message;
  if (expected === "never") return "there is no such field";
  return expected === "Object" ? "it holds no fields" : "is missing";
}

/** The file of these values, in their order; undefined ones are left out. */
export const writeFrontMatter = (values: object, body: string): string =>
  `${FENCE}\n${stringify(values, { lineWidth: 0 })}${FENCE}\n\n${body.trim()}\n`;
