/**
 * What a text holds that was to be filled in and will not be: fields of other tools, and words in brackets
 * that stand for a name. Where the line runs says docs/decisions/0030-what-is-left-to-be-filled-in.md.
 */
import { asRead } from "./as-read.ts";

/** Each says enough alone, in brackets of any kind. */
const core = wordSet(`
  name names firstname lastname fullname surname forename fname lname mname nickname salutation greeting
  honorific email postcode postcodes zip zipcode constituency mp recipient subscriber signer signatory
  address phone telephone mobile date number amount total count signature link url
  greetingline addressblock nextrecord mergefield
  имя фамилия фио подпись округ дата адрес імя прізвище піб підпис адреса аты жөні есімі күні`);

/** What a template leaves to its writer. */
const unsaid = `story reason reasons message experience details personal paragraph comment comments`;

/** Words that fields are made of, and sentences too. */
const other = wordSet(`
  first last middle given family title member party prefix suffix user username customer client donor
  contact person company organisation organization campaign petition demand share rank electorate since
  region country county city town street state time day today month year field value merge data id code
  text label subject sender supporter supporters signatures friend page website unsubscribe profile mail
  greeting line block next record attribute letter position ${unsaid} депутат депутата депутату избирательный виборчий`);

/** What may stand beside them. */
const beside = wordSet(
  `your my their of the and or here insert enter add put write full a an for to dear job mergeformat
  ваш ваше ваша вашего вашої вставьте впишите укажите вставте впишіть вкажіть`,
);

/** What a quotation begins with where its writer made the first letter a capital: “[Since] 2022”. */
const opening = wordSet(
  `first last given since today time day month year share state data family field value text code letter position ${unsaid}`,
);

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

const isNamed = (word: string) => core.has(word) || other.has(word);

/** `firstName`, `FIRST_NAME` and “MP’s first name” alike; digits are left out. */
function wordsOf(inner: string): string[] {
  return inner
    .replace(/['’ʼ]s?(?=\P{L}|$)|['’ʼ]/gu, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

function areOfFields(words: readonly string[]): boolean {
  const [first] = words;
  return (
    first !== undefined &&
    words.length <= 6 &&
    // “[the MP]” is what one puts into a quotation
    !["the", "a", "an"].includes(first) &&
    words.every((word) => isNamed(word) || beside.has(word)) &&
    words.some(isNamed)
  );
}

/** Between marks that no sentence has; a default or a filter after the name is no part of it. */
function isField(inner: string): boolean {
  const name = inner.replace(/^[^\p{L}]+/u, "").split(/\s*[|?=:,]|\s+or\s+["'“]/)[0]!;
  const words = wordsOf(name);
  const isCode = /^\w+(?:[._]\w+)+\W*$/.test(name) && words.some(isNamed);
  return isCode || areOfFields(words);
}

/** Between braces, where no sentence has an underscore, nor a choice: `{Mr|Ms}`. */
const isBraced = (inner: string) =>
  isField(inner) || /^\W*[a-z]\w*_\w+\W*$/i.test(inner) || /^\p{L}+(?:\|\p{L}+)+$/u.test(inner);

const asksFor =
  /^(?:insert|enter|fill in|(?:add|put|write|type|state|describe|give|explain|include)\b.*\byour)\s+\S|^(?:add|explain|describe)\b.*\byou$|^(?:delete as appropriate|choose one)$/i;
/** “reason here”, which “he is here” is not. */
const goesHere =
  /^(?!.*\b(?:is|are|was|were|be|been|am|not|come|came|i|he|she|we|they|you)\b).*\S\s+here$/i;
const leftOpen = /^(?:tb[acd]|todo|x{2,}|placeholder|_+|[●•])$/i;
const eitherTitle =
  /^(?:mr|mrs|ms|miss|mx|sir|madam)\s*[/|]\s*(?:mr|mrs|ms|miss|mx|dr|sir|madam)\b/i;
/** Words that a program reads: `firstname,fallback=friend`, `subscriber:firstname | default:reader`. */
const withDefault = /^([\w:.]+)\s*[,|]?\s*(?:fallback\s*=|default\s*[:=])/i;
const qualified = /^\w+(?:[:.~]\w+)+$/;

/** Between brackets that sentences have too. */
function isPlaceholder(inner: string): boolean {
  const text = inner.trim();
  if ([asksFor, goesHere, leftOpen, eitherTitle].some((form) => form.test(text))) return true;
  const coded = withDefault.exec(text)?.[1] ?? (qualified.test(text) ? text : "");
  if (wordsOf(coded).some((word) => core.has(word))) return true;
  const words = wordsOf(text);
  if (!areOfFields(words)) return false;
  if (words.length === 1 && opening.has(words[0]!) && /^\p{Lu}\p{Ll}+$/u.test(text)) return false;
  return words.some((word) => core.has(word)) || /^\p{Lu}|_|^(?:your|insert|add)\b/u.test(text);
}

/** In round brackets only what is asked for: “(insert name)”, “(YOUR NAME)”; “(your MP)” and “(MP)” are words. */
function isAsked(inner: string): boolean {
  const words = wordsOf(inner);
  return (
    areOfFields(words) &&
    words.length > 1 &&
    (/^\s*(?:insert|enter)\b/i.test(inner) || !/[\p{Ll}\p{N}]/u.test(inner))
  );
}

const anything = () => true;

/** What to look for, and whether what stands between the marks tells. What an earlier one has found no later one finds. */
const forms: readonly (readonly [marks: RegExp, isOne: (inner: string) => boolean])[] = [
  // Mustache, Handlebars, Liquid, Jinja, and what was to be ours
  [/(?<!\{)\{{2,}([^{}]*)\}{2,}/g, anything],
  [/\{\{([^\n]{0,20})|[^\n]{0,20}\}\}/g, anything],
  [/\{[%#]([^\n]{0,80}?)[%#]\}/g, anything],
  [/\{%([^\n]{0,20})/g, anything],
  // ERB, PHP, Template Toolkit, Mailchimp, Salesforce, shells, Ruby, Python
  [/<[%?](?=[=\s\w#$@-])([^\n]{0,80}?)[%?]>/g, anything],
  [/\[%([^\n]{0,80}?)%\]/g, anything],
  [/\*\|([^\n]{0,80}?)\|\*/g, anything],
  [/\|\*([A-Za-z][^\n*|]{0,40})\*\|/g, isField],
  [/\$\[([^[\]\n]{1,80})\]\$/g, anything],
  // the same in an address, as programs write it there
  [/%7B%7B([^\s]{0,80}?)%7D%7D|(?:%2A|\*)%7C([^\s]{0,80}?)%7C(?:%2A|\*)/gi, anything],
  [/%%([^%\n]{1,80})%%/g, anything],
  [/[$#@%]\{([^{}\n]{1,80})\}/g, anything],
  [/%\(([^()\n]{1,40})\)[sd]/g, anything],
  // one brace, also where the other is missing
  [/\{([^{}\n]{1,80})\}/g, isBraced],
  [/\{\s*([\w.-]{2,40})/g, isField],
  [/([\w.-]{2,40})\s*\}/g, isField],
  // GOV.UK Notify
  [/\(\(([^()\n]{1,80})\)\)/g, isField],
  [/(?<!\])\(([^()\n]{2,80})\)/g, isAsked],
  [/\[\[([^[\]\n]{1,80})\]\]/g, isField],
  [/<<([^<>\n]{1,80})>>/g, isPlaceholder],
  // Word; in other languages these are quotation marks
  [/«([\s\x21-\x7e]{1,80})»/g, isPlaceholder],
  [/\[(?:first|last)\]\s*\[(?:first|last)\]/gi, anything],
  // a link is none
  [/\[([^[\]\n]{1,80})\](?!\(\s*<?(?:https?:|mailto:|\/))/gi, isPlaceholder],
  [/<(?!\s*\d)([^<>\n@:/]{1,60})>/g, isPlaceholder],
  // Marketing Cloud, SendGrid, AWeber and others; `__so__` is bold
  [/(?<![\w%])%(\p{L}[\p{L}\w.-]{1,40}(?: [\p{L}\w]{1,40}){0,3})%(?![\w%])/gu, isField],
  [/(?<![\w#])##?([A-Za-z][\w.:-]{1,40})##?(?!\w)/g, isField],
  [/##([A-Za-z]\w*(?: \w{1,40}){1,3})##/g, isField],
  [/(?<![\w@])@([A-Za-z]\w{1,40})@(?![\w@])/g, isField],
  [/~([A-Za-z]\w{1,40}\.[A-Za-z]\w{1,40})(?:\([^()\n]{0,20}\))?~/g, isField],
  [/(?<![\w$])\$\$?([A-Za-z][\w.]{1,40})/g, isField],
  [/@@([A-Za-z][\w.]{1,40})@@/g, isField],
  [/\|\|([A-Za-z][\w.]{1,40})\|\|/g, isField],
  [/(?<!\w)__(?=[a-z]+[A-Z_]|[A-Z][A-Z_])([A-Za-z][A-Za-z_]{1,40})__(?!\w)/g, isField],
  [/(?<![\w-])-([A-Za-z][\w.]{1,40})-(?![\w-])/g, isField],
  // a line to be written on, which a rule across the page is not
  [/(?<=\S[^\n]{0,200})(?<![\w/])_{3,}(?!\w)/g, anything],
  [/\.{8,}|…{4,}/g, anything],
  [
    /(?<![\p{L}\d])(?:X{4,}|(?<=[£$€])X+|X{2,}(?=%| (?:people|signatures|constituents|residents)\b))(?![\p{L}\d])/gu,
    anything,
  ],
  [/(?<![\w/.#@-])([A-Z]{2,}(?:_[A-Z]+)+|F(?:IRST)?NAME|L(?:AST)?NAME)(?![\w/])/g, isField],
  [/(?<![|\w])\|([A-Z][A-Z_]{1,40})\|(?![|\w])/g, isField],
  [/(?<!~)~([A-Za-z]\w{1,40})~(?!~)/g, isField],
  // after a salutation there is a name, whatever marks stand around it
  [/(?<=\bDear )[(:%@]([A-Za-z][\w.]{1,40})\)?/g, isField],
  [/(?<=\bDear )(?:(?:MP )?NAME|X{2,})\b/g, anything],
];

/** Each as it is written, once, in the order of the forms. */
export function findPlaceholders(text: string): string[] {
  const { plain, written } = asRead(text);
  const found = new Set<string>();
  let rest = plain;
  for (const [marks, isOne] of forms)
    rest = rest.replace(marks, (whole: string, ...parts: unknown[]) => {
      const [inner, at] = [parts[0], parts.find((part) => typeof part === "number")!];
      if (!isOne(typeof inner === "string" ? inner : "")) return whole;
      found.add(written(at, at + whole.length).trim());
      return " ".repeat(whole.length);
    });
  return [...found];
}
