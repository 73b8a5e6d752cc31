/** What a careful editor of each language would strike out, looked for in all that people read. */
import fs from "node:fs";

import ts from "typescript";
import { expect, test } from "vitest";

import { wordsFor } from "#app/words/words.ts";

const root = new URL("..", import.meta.url).pathname;
const filesOf = (...patterns: string[]) =>
  patterns.flatMap((pattern) => fs.globSync(pattern, { cwd: root })).toSorted();

interface Said {
  /** Where it stands: the file and the line. */
  at: string;
  /** What is put in between its parts is left out. */
  text: string;
}

/** The texts of a file: what stands in quotes or between tags; not addresses, keys or code. */
function saidIn(path: string): Said[] {
  const source = ts.createSourceFile(
    path,
    fs.readFileSync(root + path, "utf8"),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: Said[] = [];
  const say = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ at: `${path}:${line + 1}`, text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isPropertyAssignment(node)) return visit(node.initializer);
    if (ts.isTemplateExpression(node)) {
      say(
        node,
        [node.head, ...node.templateSpans.map(({ literal }) => literal)]
          .map(({ text }) => text)
          .join("◦"),
      );
      return node.templateSpans.forEach(({ expression }) => visit(expression));
    }
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) say(node, node.text);
    if (ts.isJsxText(node)) say(node, node.text.replace(/\s+/g, " "));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const words = (locale: string) =>
  filesOf(`app/words/{,mail.,prose.,write/}${locale}.ts`).flatMap(saidIn);
const organisers = filesOf(
  "app/words/organise/**/*.ts",
  "app/letters/text/default-letter.ts",
  "app/words/{organise-forms,flash,tasks,alarms,mail-pause,proxy-trouble,letters,deed}.ts",
).flatMap(saidIn);
/** Of pages, where a sentence stands in them: English, and of more than one word. */
const pages = filesOf("app/{components,routes}/**/*.tsx")
  .flatMap(saidIn)
  .filter(({ text }) => /\p{L}.* .*\p{L}/u.test(text));

const english = [...words("en"), ...organisers, ...pages];
const others = { uk: words("uk"), ru: words("ru"), kk: words("kk") };
const every = [...english, ...Object.values(others).flat()];

const wrong = (all: readonly Said[], fault: RegExp, except?: RegExp) =>
  all
    .filter(({ text }) => fault.test(except ? text.replace(except, "") : text))
    .map(({ at, text }) => `${at} ${text}`);

test("quotes are those of print, and no two spaces stand together", () => {
  expect(wrong(every, /"|\p{L}'|'\p{L}/u, /<[^<>]*>|=""|\{\{.*?\}\}/g)).toEqual([]);
  expect(
    wrong(
      every.filter(({ text }) => !text.includes("\n")),
      /\S {2,}\S/,
    ),
  ).toEqual([]);
});

test("in English it is an email, never a mail", () => {
  // what every footer of the demo says is agreed with those who check it
  expect(
    wrong(
      english,
      /\bmails?\b|\bmailed\b|\be-mail/i,
      /Demo: no mail leaves this machine|no-mail|\bmail[-.]/g,
    ),
  ).toEqual([]);
});

test("who reads is addressed in one way: «ви», «вы» and «сіз», small within a sentence", () => {
  const capital =
    /(?<!^|[.!?…:]\s|[“«(]|\n(?:[-*#]+ )?(?:\*\*)?)(?:Ви|Вас|Вам|Вами|Ваш\p{L}*|Вы|Сіз\p{L}*)(?!\p{L})/u;
  for (const locale of ["uk", "ru", "kk"] as const)
    expect(wrong(others[locale], capital)).toEqual([]);
});

test("whatever is counted has each form that its language has for numbers", () => {
  const lacking: string[] = [];
  for (const path of filesOf("app/words/**/*.ts", "emails/**/*.ts")) {
    const source = ts.createSourceFile(
      path,
      fs.readFileSync(root + path, "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isCallExpression(node) || node.expression.getText() !== "plural") return;
      const [locale, , forms] = node.arguments;
      if (!locale || !ts.isStringLiteral(locale) || !forms || !ts.isObjectLiteralExpression(forms))
        return;
      const has = new Set(forms.properties.map(({ name }) => name?.getText()));
      const needed = new Intl.PluralRules(locale.text).resolvedOptions().pluralCategories;
      const missing = needed.filter((form) => !has.has(form));
      if (missing.length > 0)
        lacking.push(`${path} ${forms.getText()} lacks ${missing.join(", ")}`);
    };
    visit(source);
  }
  expect(lacking).toEqual([]);
});

/** Every sentence that needs nothing put in. */
function sentencesOf(all: unknown): string[] {
  if (typeof all === "string") return [all];
  if (typeof all !== "object" || all === null) return [];
  return Object.values(all).flatMap(sentencesOf);
}

test("no line ends after a word of one letter, or between a number and what it counts", () => {
  const loose = /(?<![\p{L}\p{N}])[а-яёіїєґәғқңөұүһ] \S|\d \p{Script=Cyrillic}/iu;
  for (const locale of ["uk", "ru", "kk"] as const)
    expect(sentencesOf(wordsFor(locale)).filter((one) => loose.test(one))).toEqual([]);
});
