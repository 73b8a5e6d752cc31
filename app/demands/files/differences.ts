/** What a demand's files would change of it, in lines for a terminal. */
import { compareTexts, type Piece } from "../../words/compare-texts.ts";
import { type NewEntry, otherLocales } from "../life/entry.ts";
import type { Words } from "../words.ts";
import type { WholeDemand } from "./whole-demand.ts";

/** @param kept undefined for a demand that the site does not have @returns none where nothing differs */
export function differencesOf(kept: WholeDemand | undefined, wanted: WholeDemand): string[] {
  if (!kept) return [`new: ${wanted.english.title} (${wanted.state})`];
  const lines = [
    ...differ("slug", kept.slug, wanted.slug),
    ...differ("goal", kept.goal, wanted.goal),
    ...differ("topics", kept.topics.join(", "), wanted.topics.join(", ")),
    ...differ("position", kept.position, wanted.position),
    // what has happened stays as it happened
    ...(kept.state === "draft"
      ? differ("opened_at", iso(kept.openedAt), iso(wanted.openedAt))
      : []),
    ...(kept.state === "draft" || kept.state === "open"
      ? differ("closes_at", iso(kept.closesAt), iso(wanted.closesAt))
      : []),
    ...wanted.formerSlugs
      .filter((slug) => !kept.formerSlugs.includes(slug))
      .map((slug) => `former slug: + ${slug}`),
    ...differWords("en", kept.english, wanted.english),
  ];
  for (const locale of otherLocales) {
    const [before, after] = [kept.translations[locale], wanted.translations[locale]];
    if (!after) continue;
    if (!before) lines.push(`${locale}: a new translation: ${after.title}`);
    else {
      lines.push(...differWords(locale, before, after));
      if ((before.madeFrom === null) !== (after.madeFrom === null))
        lines.push(`${locale}: ${after.madeFrom ? "out of date" : "up to date"} from now on`);
    }
  }
  if (hasPaper(wanted))
    lines.push(
      ...differText("paper_declares", kept.paper.declares, wanted.paper.declares),
      ...differText("paper_requests", kept.paper.requests, wanted.paper.requests),
    );
  const { added, changed } = matchEntries(kept.timeline, wanted.timeline);
  lines.push(...added.map((entry) => `timeline: + ${inShort(entry)}`));
  for (const { from, to } of changed) {
    lines.push(`timeline: ${inShort(to)}`);
    lines.push(...differText("", textOf(from), textOf(to)));
  }
  return lines;
}

/** Whether there is anything to put in the place of what is kept. */
export const hasPaper = ({ paper }: Pick<WholeDemand, "paper">): boolean => paper.requests !== "";

/** What files do not do to a demand that the site has, for it is done on its page. */
export function leftAlone(kept: WholeDemand, wanted: WholeDemand): string[] {
  const lines: string[] = [];
  if (kept.state !== wanted.state)
    lines.push(`it is ${kept.state} here and ${wanted.state} in its file: move it on its page`);
  const missing = otherLocales.filter((one) => kept.translations[one] && !wanted.translations[one]);
  if (missing.length > 0) lines.push(`no file has its words in ${missing.join(", ")}: they stay`);
  if (hasPaper(kept) && !hasPaper(wanted))
    lines.push("its file has no petition on paper: the one here stays");
  const { unmatched } = matchEntries(kept.timeline, wanted.timeline);
  if (unmatched.length > 0) lines.push(`entries of its timeline in no file: ${unmatched.length}`);
  return lines;
}

/**
 * Which entry of the files is which of the site: the same words first, then the same day and kind, in
 * their order.
 */
export function matchEntries<Kept extends NewEntry>(
  kept: readonly Kept[],
  wanted: readonly NewEntry[],
): { added: NewEntry[]; changed: { from: Kept; to: NewEntry }[]; unmatched: Kept[] } {
  const left = [...kept];
  const take = (is: (one: Kept) => boolean) => {
    const index = left.findIndex(is);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const other = wanted.filter((to) => !take((from) => textOf(from) === textOf(to)));
  const added: NewEntry[] = [];
  const changed: { from: Kept; to: NewEntry }[] = [];
  for (const to of other) {
    const from = take((one) => one.occurredOn === to.occurredOn && one.kind === to.kind);
    if (from) changed.push({ from, to });
    else added.push(to);
  }
  return { added, changed, unmatched: left };
}

const iso = (moment: Date | null) => moment?.toISOString() ?? null;

const inShort = ({ occurredOn, kind, outcome, english }: NewEntry) =>
  [occurredOn, outcome ?? kind, english.subject].filter(Boolean).join(", ");

const textOf = ({ kind, outcome, occurredOn, english, others, sourceUrl }: NewEntry) =>
  [
    [occurredOn, kind, outcome ?? "", sourceUrl ?? ""].join(" "),
    `${english.subject}\n${english.body}`,
    ...otherLocales.flatMap((one) => {
      const text = others[one];
      return text ? [`${one}: ${text.subject}\n${text.body}`] : [];
    }),
  ].join("\n");

const differ = (what: string, before: string | number | null, after: string | number | null) =>
  before === after ? [] : [`${what}: ${before ?? "none"} → ${after ?? "none"}`];

const differWords = (locale: string, before: Words, after: Words) => [
  ...differText(`${locale} title`, before.title, after.title),
  ...differText(`${locale} summary`, before.summary, after.summary),
  ...differText(`${locale} addressee`, before.addressee, after.addressee),
  ...differText(`${locale} translated_by`, before.translatedBy ?? "", after.translatedBy ?? ""),
  ...differText(`${locale} body`, before.body, after.body),
];

/** The lines in which two texts differ. */
function differText(what: string, before: string, after: string): string[] {
  if (before === after) return [];
  const { left, right } = compareTexts(before, after);
  const lines = [...own(left).map((one) => `  - ${one}`), ...own(right).map((one) => `  + ${one}`)];
  return what === "" ? lines : [`${what}:`, ...lines];
}

/** The lines of a text that the other has not. */
function own(pieces: readonly Piece[]): string[] {
  const lines = [{ text: "", own: false }];
  for (const piece of pieces)
    piece.text.split("\n").forEach((part, index) => {
      if (index > 0) lines.push({ text: "", own: false });
      const line = lines.at(-1)!;
      line.text += part;
      line.own ||= piece.own && part.trim() !== "";
    });
  return lines.flatMap((line) => (line.own ? [line.text] : []));
}
