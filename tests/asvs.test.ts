/** What the documents on security claim: every requirement once, counts that are true, and nothing named that is not there. */
import fs from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const read = (file: string) => fs.readFileSync(root + file, "utf8");
const documents = ["SECURITY.md", "docs/threat-model.md", "docs/asvs.md"];
const states = ["yes", "partly", "no", "not applicable"];

/**
 * The requirements of levels 1 and 2 of OWASP ASVS 5.0.0 by section, each as its last numbers; the first
 * level's end in *.
 */
const requirements = `
1.1: 1 2; 1.2: 1* 2* 3* 4* 5* 6 7 8 9; 1.3: 1* 2* 3 4 5 6 7 8 9 10 11; 1.4: 1 2 3; 1.5: 1* 2;
2.1: 1* 2 3; 2.2: 1* 2* 3; 2.3: 1* 2 3 4; 2.4: 1; 3.2: 1* 2*; 3.3: 1* 2 3 4; 3.4: 1* 2* 3 4 5 6;
3.5: 1* 2* 3* 4 5; 3.7: 1 2; 4.1: 1* 2 3; 4.2: 1; 4.3: 1 2; 4.4: 1* 2 3 4; 5.1: 1; 5.2: 1* 2* 3;
5.3: 1* 2*; 5.4: 1 2 3; 6.1: 1* 2 3; 6.2: 1* 2* 3* 4* 5* 6* 7* 8* 9 10 11 12; 6.3: 1* 2* 3 4;
6.4: 1* 2* 3 4; 6.5: 1 2 3 4 5; 6.6: 1 2 3; 6.8: 1 2 3 4; 7.1: 1 2 3; 7.2: 1* 2* 3* 4*; 7.3: 1 2;
7.4: 1* 2* 3 4 5; 7.5: 1 2; 7.6: 1 2; 8.1: 1* 2; 8.2: 1* 2* 3; 8.3: 1*; 8.4: 1; 9.1: 1* 2* 3*;
9.2: 1* 2 3 4; 10.1: 1 2; 10.2: 1 2; 10.3: 1 2 3 4; 10.4: 1* 2* 3* 4* 5* 6 7 8 9 10 11;
10.5: 1 2 3 4 5; 10.6: 1 2; 10.7: 1 2 3; 11.1: 1 2; 11.2: 1 2 3; 11.3: 1* 2* 3; 11.4: 1* 2 3 4;
11.5: 1; 11.6: 1; 12.1: 1* 2 3; 12.2: 1* 2*; 12.3: 1 2 3 4; 13.1: 1; 13.2: 1 2 3 4 5; 13.3: 1 2;
13.4: 1* 2 3 4 5; 14.1: 1 2; 14.2: 1* 2 3 4; 14.3: 1* 2 3; 15.1: 1* 2 3; 15.2: 1* 2 3;
15.3: 1* 2 3 4 5 6 7; 16.1: 1; 16.2: 1 2 3 4 5; 16.3: 1 2 3 4; 16.4: 1 2 3; 16.5: 1 2 3; 17.1: 1;
17.2: 1 2 3 4; 17.3: 1 2
`
  .trim()
  .split(";")
  .flatMap((section) => {
    const [number, numbers] = section.trim().split(": ") as [string, string];
    return numbers.split(" ").map((one) => ({
      number: `${number}.${one.replace("*", "")}`,
      level: one.endsWith("*") ? 1 : 2,
    }));
  });

/** The cells of the rows of a document that begin with this. */
const rowsOf = (text: string, first: RegExp) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => first.test(cells[1]!));

const lines = rowsOf(read("docs/asvs.md"), /^\d+\.\d+\.\d+$/).filter((cells) => cells.length === 8);
const judged = lines.map(([, number, level, , state, how, tests]) => ({
  ...{ number: number!, level: Number(level), state: state!, how: how!, tests: tests! },
}));

test("each requirement of levels 1 and 2 is judged once, in the standard's order", () => {
  expect(judged.map(({ number, level }) => ({ number, level }))).toEqual(requirements);
  for (const { number, state, how, tests } of judged) {
    expect(states, number).toContain(state);
    expect(how, number).not.toBe("");
    expect(tests, number).toMatch(/^none$|^\[/);
  }
});

test("the counts at the top are true, and whatever is lacking is on the list of what is missing", () => {
  const text = read("docs/asvs.md");
  const count = (state: string, of: (level: number) => boolean) =>
    judged.filter((one) => one.state === state && of(one.level)).length;
  const counted = states.map((state) => [
    ...[state, count(state, (level) => level === 1), count(state, (level) => level === 2)],
    count(state, () => true),
  ]);
  const said = rowsOf(text, /^(yes|partly|no|not applicable)$/).map(([, state, ...numbers]) => [
    state,
    ...numbers.slice(0, 3).map(Number),
  ]);
  expect(said).toEqual(counted);
  const [, missing] = /## What is missing\n([^]*?)\n## /.exec(text)!;
  const named = rowsOf(missing!, /^\d/).flatMap(([, numbers]) => numbers!.split(", "));
  const lacking = judged.filter(({ state }) => state === "partly" || state === "no");
  expect(named.toSorted()).toEqual(lacking.map(({ number }) => number).toSorted());
});

test.each(documents)("whatever %s names is there", (document) => {
  const text = read(document).replaceAll(/^```[^]*?^```$/gm, "");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link]) => link!)
    .filter((link) => !/^https?:/.test(link));
  const gone = links.filter((link) => {
    const [file, anchor] = link.split("#") as [string, string?];
    const found = file === "" ? document : path.join(path.dirname(document), file);
    if (!fs.existsSync(root + found)) return true;
    return anchor !== undefined && !anchorsOf(read(found)).includes(anchor);
  });
  const paths = [...text.matchAll(/`((?:\.github|app|db|deploy|emails|tests)\/[\w./-]+)`/g)].map(
    ([, file]) => file!,
  );
  expect([...gone, ...paths.filter((file) => !fs.existsSync(root + file))]).toEqual([]);
});

/** What a heading is linked by, as GitHub and others make it. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
