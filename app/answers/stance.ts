/** What a member answered to a demand, as an organiser records it. */
import type { StanceKind } from "#db/schema.ts";

export const stances: Record<StanceKind, string> = {
  supports: "Supports",
  partly: "Supports in part",
  opposes: "Opposes",
  "no-answer": "No answer",
  declined: "Declined to say",
};

export interface Stated {
  stance: StanceKind;
  /** The member's own words; may be empty. */
  quote: string;
  /** Where it can be read: an address or a description. */
  source: string;
  /** `YYYY-MM-DD` */
  statedOn: string;
}

export type StanceProblems = Partial<Record<"stance" | "quote" | "source" | "date", string>>;

const isStance = (text: string): text is StanceKind => Object.hasOwn(stances, text);

export function readStance(
  form: URLSearchParams,
  now: Date,
): { stated: Stated } | { problems: StanceProblems } {
  const typed = (name: string) => (form.get(name) ?? "").trim();
  const [stance, quote, source, date] = [
    typed("stance"),
    typed("quote"),
    typed("source"),
    typed("date"),
  ];
  const problems: StanceProblems = {};
  if (!isStance(stance)) problems.stance = "Choose a stance.";
  if (!isText(quote, 2000)) problems.quote = "Keep the quotation to 2,000 plain characters.";
  if (!isText(source, 500)) problems.source = "Keep the source to 500 plain characters.";
  else if (!isSource(source))
    problems.source =
      "Give an address that begins with http:// or https://, or describe the source in plain words.";
  else if (source === "" && stance !== "no-answer")
    problems.source = "Say where it can be read, so that others can check it.";
  if (!isDay(date) || date > now.toISOString().slice(0, 10))
    problems.date = "Give the day on which it was said, today or before.";
  if (Object.keys(problems).length > 0 || !isStance(stance)) return { problems };
  return { stated: { stance, quote, source, statedOn: date } };
}

/** Postgres refuses NUL and changes lone surrogates without a word. */
const isText = (text: string, most: number) =>
  text.length <= most && !text.includes("\0") && text.isWellFormed();

/** An http(s) address, or words; no other scheme, so that no source ever runs as a link. */
const isSource = (text: string) =>
  !/\p{Cc}/u.test(text) && (isWebAddress(text) || !/^[a-z][a-z\d+.-]*:\S/i.test(text));

/** Whether a source may be shown as a link. */
export const isWebAddress = (source: string): boolean =>
  /^https?:\/\/\S+$/i.test(source) && URL.canParse(source);

/** Whether it is a day that exists. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
