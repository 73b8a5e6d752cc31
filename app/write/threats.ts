/**
 * Words that threaten somebody, for which a letter is held until a person has read it. Few, and each with the
 * pronoun that makes it a threat: what letters tell of, killings and threats among them, is no threat.
 */

const you = String.raw`(?:you|your (?:family|children|kids|wife|husband|house|home|office|staff))`;
const will = String.raw`(?:i|we|someone|somebody)(?:['’]?ll| will| shall|['’]?m going to| am going to| are going to|['’]?re going to| want to)`;

const threats: readonly RegExp[] = [
  new RegExp(
    String.raw`\b${will} (?:\w+ ){0,2}(?:kill|murder|shoot|stab|hang|rape|hurt|harm|burn|bomb|attack|behead|beat|come for) ${you}\b`,
  ),
  new RegExp(
    String.raw`\byou (?:will|shall|should|must|deserve to|ought to|are going to) (?:all )?(?:die|burn|hang|bleed|suffer for|be (?:killed|shot|hanged|hung|stabbed|murdered|beaten|raped))\b`,
  ),
  /\b(?:i|we) (?:know|found out) where (?:you|your \w+) (?:live|lives|sleep|sleeps|go|goes to school)\b/,
  /\b(?:watch your back|you(?:['’]?re| are) (?:a )?dead(?: (?:man|woman|meat))?|hope you (?:die|get (?:killed|shot|stabbed))|bullet (?:in|with) your|blood on your (?:doorstep|floor))\b/,
  /(?<![\p{L}])(?:я|мы|ми) (?:тебя|вас|тебе) (?:убью|убьём|убьем|вб[’']?ю|вб[’']ємо|знайду|найду|зар[іе]жу)(?![\p{L}])/u,
  /(?<![\p{L}])сені өлтіремін(?![\p{L}])/u,
];

export function threatens(text: string): boolean {
  const seen = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  const plain = seen.toLowerCase().replace(/\s+/gu, " ");
  return threats.some((one) => one.test(plain));
}
