/** What organisers read while the lists seem to be stuffed; English, as their pages are. */
import type { AlarmKind } from "#db/schema.ts";

import { formatNumber, TIME_ZONE } from "./format.ts";

/** What was seen. */
export interface AlarmFacts {
  kind: AlarmKind;
  /** Length of the span that was looked at, in hours. */
  hours: number;
  /** Confirmations that are too many, together, and of how many in all. */
  count: number;
  of: number;
  /** What would be usual: for the first of the names, or for what is counted together. */
  usual: number;
  /** How many domains, places or networks; the most of one of them. */
  over: number;
  most: number;
  /** Of domains and places, the most first, ten at most. */
  names: { key: string; name: string | null; count: number }[];
  /** Signatures from domains that it tells of that are held. */
  held: number;
}

/** As a task: also since when, and until when; ISO 8601, null while it goes on. */
export interface StuffingTask {
  kind: "stuffing";
  data: AlarmFacts & { since: string; until: string | null };
}

const n = (value: number) => formatNumber("en", value);

const time = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: TIME_ZONE,
});

/** In one sentence: what, how many, against what. */
export function alarmSentence(facts: AlarmFacts): string {
  const { kind, hours, count, of, usual, over, most } = facts;
  const span = hours === 1 ? "In one hour" : `In ${hours} hours`;
  const some = `${span} ${n(count)} of ${n(of)} confirmations came from`;
  switch (kind) {
    case "domain":
      return `${some} addresses at ${listed(facts, "email domain")}. Usual for the first would be ${about(usual)}.`;
    case "new-domains":
      return `${some} addresses at ${n(over)} email domains that hardly anybody signed from before: ${listed(facts, "email domain")}.`;
    case "unlisted":
      return `${some} addresses at small or unknown email domains, a few at each. Usual would be ${about(usual)}.`;
    case "place":
      return `${some} ${listed(facts, "place")}. As many people as live there, usual for the first would be ${about(usual)}.`;
    case "network":
      return `${some} ${over === 1 ? "one network" : `${n(over)} networks, up to ${n(most)} from one`}.`;
  }
}

/** The same for who has to do something about it. */
export function stuffingSentence({ since, until, ...facts }: StuffingTask["data"]): string {
  const over = until !== null;
  const when = until
    ? `It began on ${time.format(new Date(since))} and was over on ${time.format(new Date(until))}.`
    : `It began on ${time.format(new Date(since))}. While it lasts, everybody who signs is asked for a proof of work; nobody is refused.`;
  return `Somebody may be stuffing the lists. ${alarmSentence(facts)} ${when} ${heldSentence(facts, over)} ${advice[facts.kind]} Until you know, send no letter and quote no number that it moved.`;
}

/** What is counted of it, and what is not. */
function heldSentence({ kind, held }: AlarmFacts, over: boolean): string {
  const nothing =
    "Nothing is held because of it: all of it counts, but what comes from email domains that are held.";
  if (kind !== "domain" && held === 0) return nothing;
  const number = `${n(held)} ${held === 1 ? "signature" : "signatures"} from there`;
  const some = over
    ? `When it was over, ${number} ${held === 1 ? "was" : "were"} held: what is held is not counted until somebody releases it.`
    : `${number} ${held === 1 ? "is" : "are"} held: confirmed, and not counted until somebody releases ${held === 1 ? "it" : "them"}.`;
  return kind === "domain"
    ? `${some} What else is confirmed from there is held as well.`
    : `${some} The others count.`;
}

/** Why a domain is held, as it is kept beside it. */
export function holdingReason(over: {
  hours: number;
  count: number;
  of: number;
  usual: number;
}): string {
  const span = over.hours === 1 ? "In one hour" : `In ${over.hours} hours`;
  return `${span} ${n(over.count)} of ${n(over.of)} confirmations came from this email domain. Usual would be ${about(Math.round(over.usual))}.`;
}

const block = "block a domain that is made up, under “Signatures”";

const advice: Readonly<Record<AlarmKind, string>> = {
  domain: `Today: ask there whether they called on their people, and release what is held if they did; else ${block}.`,
  "new-domains": `Today: look whether these domains have a website and people; else ${block}.`,
  unlisted: "Today: ask whether somebody called on many small organisations at once.",
  place: "Today: ask whether there was a rally or news there.",
  network:
    "Today: ask whether there was a rally, or a campus or firm called on its people: one network may be thousands of phones.",
};

const about = (usual: number) => (usual < 1 ? "none or one" : `about ${n(usual)}`);

function listed({ names, over }: AlarmFacts, what: string): string {
  const shown = names.map(
    ({ name, count }) => `${name ?? `a ${what} whose name is not known`} (${n(count)})`,
  );
  const more = over > names.length ? [`${n(over - names.length)} more`] : [];
  return [...shown, ...more].join(", ");
}
