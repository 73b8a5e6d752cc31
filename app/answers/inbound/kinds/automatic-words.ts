/** What automatic replies call themselves in English and Welsh, where no header says so. */

/** What mail programs and filters put before a subject; an answer to an answer has its own `Re:`. */
const PREFIX = /^(?:\s*(?:\[[^\]]{0,30}\]|\([^)]{0,30}\)|\*{1,3}[^*]{0,30}\*{1,3})\s*[:\-–]?\s*)+/;

const AUTO = "(?:auto(?:mat(?:ic|ed))?|ateb|ymateb|neges)";
const STARTS = new RegExp(
  `^(?:${[
    `auto(?:mat(?:ic(?:ally)?|ed))?[ -]?(?:generated )?(?:re(?:ply|sponse|sponder)|repl(?:y|ies)|e-?mail|message|acknowledge?ment|notification|answer)\\b`,
    "autoreply\\b|autoresponse\\b|auto:",
    "(?:i am |i.m |currently )*out[ -]of[ -](?:the[ -])?office\\b|ooo\\b\\s*[:\\-–]?",
    "(?:i am |i.m |currently )*away from (?:the |my )?(?:office|desk|mail|e-?mail|inbox)\\b",
    "(?:i am |i.m |currently )*(?:away |absent )?on (?:annual |maternity |paternity |parental |sick |study )?leave\\b",
    "(?:i am |i.m )?(?:currently )?on (?:holiday|vacation)\\b|vacation (?:reply|notice|message)\\b|absence(?: notice|:)",
    "acknowledge?ment (?:of|from|that)\\b|acknowledge?ment$|acknowledging your (?:e-?mail|message)",
    "(?:your |confirmation (?:of|that) )?(?:your )?(?:e-?mail|message|enquiry|correspondence|letter) (?:has been |was )?(?:received|logged)\\b",
    "(?:we|i) have received your\\b|receipt of your\\b|thank you for your (?:e-?mail|message|correspondence|enquiry)[.!]?$",
    "thank you for (?:contacting|e-?mailing|writing to|getting in touch(?: with)?)(?!.*\\b(?:about|on|regarding|re)\\b)(?: (?:me|us|my office|your mp|[^?]{1,60}\\bmp))?[.!]?$",
    "read:|read receipt\\b|not read:",
    // Welsh
    "(?:ateb|ymateb|neges|e-bost|cydnabyddiaeth) awtomatig\\b|awtomatig:",
    "(?:rwyf |rwy.n |dw i )?(?:allan o|i ffwrdd o|ddim yn|absennol o)(?:.r| y)? swyddfa\\b",
    "(?:ar|rwyf ar|rwy.n ar) (?:wyliau|gyfnod mamolaeth|absenoldeb)\\b",
    "diolch am (?:gysylltu|eich e-?bost|eich neges|ysgrifennu)(?!.*(?:ynglŷn|ynghylch|am y ))(?: (?:â|gyda|at) [^?]{1,60})?[.!]?$",
    "cydnabyddiaeth\\b|cydnabod eich\\b|(?:rydym|rwyf) wedi derbyn eich\\b|derbyniwyd eich\\b",
  ].join("|")})`,
  "i",
);
const ENDS = new RegExp(
  `[[(:\\-–|/]\\s*(?:${AUTO}[ -]?(?:re(?:ply|sponse)|awtomatig)|out of (?:the )?office|allan o.r swyddfa|away from (?:the |my )?office)\\s*[\\])]?[.!]?\\s*$|[[(]\\s*(?:auto(?:mat(?:ic|ed))?[ -]?re(?:ply|sponse)|out of (?:the )?office)\\s*[\\])]`,
  "i",
);

/** As much of a subject is looked at. */
const SUBJECT_HEAD = 300;

export function automaticSubject(subject: string): boolean {
  const bare = subject.slice(0, SUBJECT_HEAD).replace(/\s+/g, " ").trim();
  return STARTS.test(bare) || STARTS.test(bare.replace(PREFIX, "")) || ENDS.test(bare);
}

const OPENING = new RegExp(
  [
    "\\bthis is an? (?:auto(?:mat(?:ed|ic)(?:ally)?)?)[ -]?(?:generated )?(?:re(?:ply|sponse)|acknowledge?ment|message|e-?mail)",
    "\\b(?:please note )?this (?:e-?mail|message|reply|response|acknowledge?ment) (?:is|was|has been) (?:sent |generated |an? )*automat(?:ed|ic|ically)",
    "\\bautomat(?:ed|ic) (?:acknowledge?ment|response|reply) to (?:let you know|confirm|acknowledge)",
    "\\bi(?: am|.m| will be| shall be) (?:currently |now |presently )?(?:out of (?:the )?office|away from (?:the |my )(?:office|desk)|on (?:annual |maternity |paternity |parental |sick )?leave|on (?:holiday|vacation)|away) (?:until|till|from|between|and (?:will|shall)|with|returning|at the moment)",
    "\\bi(?: am|.m) (?:currently )?out of (?:the )?office(?: today| this week)?[.!]",
    "\\b(?:mae hwn yn|dyma) (?:ateb|ymateb|neges|gydnabyddiaeth|e-bost) awtomatig",
    "\\bneges awtomatig yw hon",
    "\\b(?:rwyf|rwy.n|dw i) (?:allan o.r swyddfa|i ffwrdd o.r swyddfa|ar wyliau|ddim yn y swyddfa)",
  ].join("|"),
  "i",
);
/** Whoever writes of it below has written something else before. */
const OPENING_HEAD = 450;

export const automaticOpening = (text: string): boolean =>
  OPENING.test(
    text
      .slice(0, OPENING_HEAD * 2)
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, OPENING_HEAD),
  );
