/** Reads the files of demands; a file alone may be right and the whole still make no sense. */
import type { Outcome, UpdateKind } from "#db/schema.ts";

import { fileProblems as say } from "../../words/organise/demand-files.ts";
import type { EntryWords, NewEntry, OtherLocale } from "../life/entry.ts";
import { readPaper } from "../paper/paper-form.ts";
import type { Words } from "../words.ts";
import { englishFields } from "../writing/words-form.ts";
import { type EnglishHead, type Head, headSchema, type TranslationHead } from "./demand-file.ts";
import { type FileProblem, readFrontMatter } from "./front-matter.ts";
import type { Translation, WholeDemand } from "./whole-demand.ts";
import type { DemandFile } from "./write-files.ts";

export interface NamedProblem extends FileProblem {
  file: string;
}

interface Found<H extends Head> {
  file: string;
  head: H;
  body: string;
}

/** @returns the demands in the organisers' order, or everything that is wrong with the files */
export function readFiles(
  files: readonly DemandFile[],
  now: Date,
): { demands: WholeDemand[] } | { problems: NamedProblem[] } {
  const problems: NamedProblem[] = [];
  const english: Found<EnglishHead>[] = [];
  const translations: Found<TranslationHead>[] = [];
  const schema = headSchema(now);
  for (const { name, text } of files) {
    const wrong = (one: FileProblem) => problems.push({ file: name, ...one });
    const read = readFrontMatter(text, schema);
    if ("problems" in read) {
      read.problems.forEach(wrong);
      continue;
    }
    const { values: head, body } = read;
    const problem = englishFields.body.read(body, new URLSearchParams()).problem;
    if (problem !== undefined) wrong({ line: text.split("\n").length, problem });
    const earlier = [...english, ...translations].find(
      (one) => one.head.slug === head.slug && one.head.language === head.language,
    );
    if (earlier) wrong({ line: 2, problem: say.twice(earlier.file) });
    if (head.language === "en") english.push({ file: name, head, body });
    else translations.push({ file: name, head, body });
  }
  problems.push(...findMismatches(english, translations));
  if (problems.length > 0) return { problems };
  const demands = english.map((one) =>
    wholeOf(
      one,
      translations.filter(({ head }) => head.slug === one.head.slug),
      now,
    ),
  );
  return { demands: demands.sort((a, b) => a.position - b.position || (a.slug < b.slug ? -1 : 1)) };
}

/** What no file shows alone. */
function findMismatches(
  english: readonly Found<EnglishHead>[],
  translations: readonly Found<TranslationHead>[],
): NamedProblem[] {
  const problems: NamedProblem[] = [];
  const wrong = (file: string, problem: string) => problems.push({ file, line: 2, problem });
  const taken = new Map<string, string>();
  for (const { file, head } of english) {
    const numbers = head.timeline.map((one) => one.entry);
    if (new Set(numbers).size < numbers.length) wrong(file, say.entryTwice);
    if (head.state !== "draft" && !head.opened_at) wrong(file, say.neverOpened);
    if (head.state === "closed" && !head.closed_at) wrong(file, say.neverClosed);
    for (const [field, problem] of Object.entries(paperOf(head).problems))
      wrong(file, `${field}: ${problem}`);
    for (const slug of [head.slug, ...head.former_slugs]) {
      const other = taken.get(slug);
      if (other !== undefined && other !== file) wrong(file, say.slugTaken(slug, other));
      taken.set(slug, file);
    }
  }
  for (const { file, head } of translations) {
    const own = english.find((one) => one.head.slug === head.slug);
    if (!own) wrong(file, say.noEnglish(head.slug));
    const numbers = own?.head.timeline.map((one) => one.entry) ?? [];
    for (const { entry } of head.timeline)
      if (own && !numbers.includes(entry)) wrong(file, say.noEntry(entry));
  }
  return problems;
}

const paperOf = ({ paper_declares, paper_requests }: EnglishHead) =>
  readPaper(new URLSearchParams({ paper_declares, paper_requests }));

const wordsOf = (head: Omit<Words, "body" | "translatedBy">, body: string): Words => ({
  ...{ title: head.title, summary: head.summary, addressee: head.addressee },
  ...{ body, translatedBy: null },
});

function wholeOf(
  { head, body }: Found<EnglishHead>,
  others: readonly Found<TranslationHead>[],
  now: Date,
): WholeDemand {
  const translations: Partial<Record<OtherLocale, Translation>> = {};
  for (const other of others) {
    const { language, translated_by, made_from } = other.head;
    translations[language] = {
      ...wordsOf(other.head, other.body),
      translatedBy: translated_by || null,
      madeFrom: made_from ? wordsOf(made_from, made_from.body) : null,
    };
  }
  return {
    ...{ slug: head.slug, formerSlugs: head.former_slugs.toSorted(), state: head.state },
    ...{ goal: head.goal ?? null, topics: head.topics, position: head.position },
    createdAt: head.created_at ?? head.opened_at ?? now,
    openedAt: head.opened_at ?? null,
    closesAt: head.closes_at ?? null,
    closedAt: head.closed_at ?? null,
    english: wordsOf(head, body),
    translations,
    paper: paperOf(head).words,
    timeline: timelineOf(head, others),
  };
}

function timelineOf(head: EnglishHead, others: readonly Found<TranslationHead>[]): NewEntry[] {
  const entries = head.timeline.map((one): NewEntry => {
    const texts: EntryWords["others"] = {};
    for (const other of others) {
      const own = other.head.timeline.find(({ entry }) => entry === one.entry);
      if (own) texts[other.head.language] = { subject: own.subject, body: own.body };
    }
    return {
      ...{ kind: one.kind as UpdateKind, outcome: (one.outcome as Outcome | undefined) ?? null },
      ...{ occurredOn: one.date, sourceUrl: one.link || null },
      english: { subject: one.subject, body: one.body },
      others: texts,
    };
  });
  // of one day the order of the file
  return entries.sort((a, b) => a.occurredOn.localeCompare(b.occurredOn));
}
