/** What organisers are told of a demand's petition on paper; English, as their pages are. */
import { formatNumber } from "../format.ts";

/** As `demands/paper/rules.ts` finds it. */
type Fault =
  | { rule: "empty" | "starts" | "not-english" | "not-plain" | "verb" }
  | { rule: "long"; most: number }
  | { rule: "immoderate" | "money" | "courts"; found: string };
interface Doubt {
  rule: "money" | "courts" | "other-power" | "first-person" | "shouting" | "immoderate";
  found: string;
}

export const paperFlashes = {
  "paper-kept": "The petition is kept. Its kit is on the demand’s public page.",
  "paper-removed": "There is no petition on paper any more, and its kit is gone.",
  "paper-stale":
    "Somebody else has changed the petition since you opened it. Yours is not kept yet.",
};

export function paperFault(fault: Fault): string {
  switch (fault.rule) {
    case "empty":
      return "Write this too, or leave both empty.";
    case "long":
      return `This is longer than ${formatNumber("en", fault.most)} characters. The top sheet has to hold all of it, and the first signatures: shorten it.`;
    case "not-english":
      return "Write it in English: the House takes petitions in no other language.";
    case "not-plain":
      return "Write plain sentences: no links, no email addresses, no bold, no lists.";
    case "starts":
      return "Leave the words of the form out; they stand on the sheet already. Go on where they end.";
    case "verb":
      return "Go on after “urges the Government to”: begin with a verb, such as “call for the release of…”.";
    case "immoderate":
      return `“${fault.found}”: the House takes no petition that is not in moderate, respectful language. Say it plainly.`;
    case "money":
      return `“${fault.found}”: a petition cannot ask for public money directly. Ask for what the money would do.`;
    case "courts":
      return `“${fault.found}”: nothing that is before a court in the United Kingdom can be petitioned about. Leave it out.`;
  }
}

export function paperDoubt({ rule, found }: Doubt): string {
  switch (rule) {
    case "money":
      return `“${found}”: if this asks for public money, the House turns the petition away.`;
    case "courts":
      return `“${found}”: if this is about a case before a court in the United Kingdom, leave it out.`;
    case "other-power":
      return `“${found}”: is it in the government’s power? The House can urge nobody else.`;
    case "first-person":
      return `“${found}”: a petition speaks of “the petitioners”, not of “we”.`;
    case "shouting":
      return `“${found}”: capitals and exclamation marks read as shouting.`;
    case "immoderate":
      return `“${found}”: strong words need a plain fact behind them. The Petitions Office may send it back.`;
  }
}

export const paperWords = {
  title: "Petition on paper",
  lead: "For a demand that the House of Commons can act on: people collect signatures by hand in their constituency, and their MP presents the petition.",
  notKept: "The petition was not kept yet",
  declares: "Declares that…",
  declaresHint: "What is so, in one paragraph: facts that can be checked.",
  requests: "…urges the Government to…",
  requestsHint: "The one thing to do, in one sentence. Both empty: there is no petition.",
  check: "Before it is printed",
  fine: "Nothing found that the Petitions Office would turn away. It still looks itself: send it the text before you collect.",
  sheet: "The top sheet, as it will read",
  place: "the constituency’s name",
  keep: "Keep the petition",
  show: "Show",
  kit: "Its kit, as everybody sees it",
  none: "Nothing is written yet.",
};
