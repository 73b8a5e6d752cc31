/** What the House's rules forbid of a petition's words, as far as words alone can tell. */
import { DECLARES_MAX, type PaperWords, REQUESTS_MAX } from "./petition.ts";

/** What is refused, by field; `found` is the word that it is about. */
export type PaperFault =
  | { rule: "empty" | "starts" | "not-english" | "not-plain" | "verb" }
  | { rule: "long"; most: number }
  | { rule: "immoderate" | "money" | "courts"; found: string };

/** What may be meant well, and is said. */
export interface PaperDoubt {
  rule: "money" | "courts" | "other-power" | "first-person" | "shouting" | "immoderate";
  found: string;
}

type Field = keyof PaperWords;

/** The words of the form itself, which stand on the sheet already. */
const ownStart =
  /^(?:to the (?:honourable )?(?:house|commons)\b|the (?:humble )?petition\b|and the petitioners\b|(?:we,? )?(?:hereby )?declares?\b|(?:that )?the (?:petitioners?|undersigned)\b|therefore\b|(?:we )?(?:requests?|urges?|asks?) (?:that )?the (?:house|(?:british |uk )?government(?! of\b))\b|that\b)/i;
/** Follows “urges the Government to”, and is no verb as it stands in a dictionary. */
const noVerb =
  /^(?:to|the|a|an|please|we|it|they|should|must|will|shall|government|parliament|(?!bring\b)\w+ing|condemns|imposes|stops|ends|frees|supports|demands)\b/i;

const abuse =
  /\b(?:liars?|scum|idiots?|idiotic|morons?|moronic|imbeciles?|bastards?|cowards?|traitors?|thugs?|crooks?|clowns?|vermin|filthy?|disgusting|despicable|pathetic|shameless|evil|wicked|vile|damned|stupid)\b/i;
/** Strong, and now and then a plain fact. */
const strong =
  /\b(?:criminals?|corrupt|murder(?:er|ers|ous)|butchers?|dictators?|tyrants?|barbari(?:c|ans?)|puppets?|bloody|so-called|outrageous|disgrace(?:ful)?|shame(?:ful)?|hypocri(?:sy|tes?|tical)|lies|lying)\b/i;

/** “the spending of”, and “pay no”, ask for none. */
const ownMoney =
  /(?<!\bthe )\b(?:spend|pay|grant|give|provide|allocate|release|invest|set aside)\b(?! no\b)[^.;]{0,60}?(?:£\s?\d|\bpublic (?:money|funds?)\b|\btaxpayers?['’]? money\b)|\b(?:more|extra|additional|increased?) (?:funding|money|spending)\b/i;
const money =
  /\bpublic (?:money|funds?|expenditure|spending)\b|\b(?:fund(?:ing|ed)?|grants?|subsid(?:y|ies|ise)|compensat(?:e|ion)|budgets?|spend(?:ing)?|pay(?:ments?)?)\b|£\s?\d[\d,.]*/i;
/** Before a court of the United Kingdom, in the petition's own words. */
const ownCourts = /\bsub judice\b/i;
/** Only who knows the case can tell whether it is before a court here. */
const courts =
  /\b(?:Crown Courts?|Old Bailey|(?:pending|ongoing|current|active) (?:cases?|proceedings)|courts?|judges?|trials?|tribunals?|lawsuits?|litigation|prosecut(?:e|es|ed|ions?)|convict(?:ed|ions?)|sentence[ds]?|inquests?|injunctions?|legal proceedings)\b/i;
const firstPerson = /\b(?:we|our|ours|us|I|my|me)\b/;
const shouting = /\b\p{Lu}{5,}\b|!/u;
/** The House cannot urge these through the government. */
const otherPower = /\b(?:the King|His Majesty|the courts?|the police|local councils?|the BBC)\b/i;

const wordIn = (pattern: RegExp, text: string) => pattern.exec(text)?.[0].trim();

/** The first rule that a field breaks; undefined where it breaks none. */
function faultOf(field: Field, words: PaperWords): PaperFault | undefined {
  const text = words[field].trim();
  const most = field === "declares" ? DECLARES_MAX : REQUESTS_MAX;
  // no petition at all is none that breaks a rule
  if (text === "")
    return words.declares.trim() + words.requests.trim() === "" ? undefined : { rule: "empty" };
  if (text.length > most) return { rule: "long", most };
  if (/[^\p{Script=Latin}\p{P}\p{N}\p{Zs}\s£€$+=|°]/u.test(text)) return { rule: "not-english" };
  if (/https?:|www\.|\S@\S|\*\*|^#|^- |\[[^\]]*\]\(/m.test(text)) return { rule: "not-plain" };
  const isPrayer = field === "requests" && /^declare\b/i.test(text);
  if (ownStart.test(text) && !isPrayer) return { rule: "starts" };
  if (field === "requests" && noVerb.test(text)) return { rule: "verb" };
  const insult = wordIn(abuse, text);
  if (insult) return { rule: "immoderate", found: insult };
  const asked = field === "requests" && wordIn(ownMoney, text);
  if (asked) return { rule: "money", found: asked };
  const before = wordIn(ownCourts, text);
  return before ? { rule: "courts", found: before } : undefined;
}

/** @returns nothing for a petition that there is not: both fields empty */
export function faultsOf(words: PaperWords): Partial<Record<Field, PaperFault>> {
  const declares = faultOf("declares", words);
  const requests = faultOf("requests", words);
  return { ...(declares && { declares }), ...(requests && { requests }) };
}

/** What somebody should look at again, of words that break no rule for certain. */
export function doubtsOf({ declares, requests }: PaperWords): PaperDoubt[] {
  const all = `${declares}\n${requests}`;
  const found: [PaperDoubt["rule"], string | undefined][] = [
    ["money", wordIn(money, requests)],
    ["courts", wordIn(courts, all)],
    ["other-power", wordIn(otherPower, requests)],
    ["first-person", wordIn(firstPerson, all)],
    ["shouting", wordIn(shouting, all)],
    ["immoderate", wordIn(strong, all)],
  ];
  return found.flatMap(([rule, word]) => (word === undefined ? [] : [{ rule, found: word }]));
}
