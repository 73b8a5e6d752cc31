/** Who a mail is from: an address, perhaps under a name (RFC 5322, section 3.4). */

export interface Sender {
  name: string | undefined;
  address: string;
}

const sign = String.raw`\s\p{Cc}()<>[\]:;@\\,"`;
/** One address and nothing around it. */
export const address = new RegExp(`^[^${sign}]+@(?:[^.${sign}]+\\.)+[^.${sign}]+$`, "u");

/** A word of a name as it is, points in it too (RFC 5322, section 4.1), or words in double quotes. */
const word = new RegExp(`\\s*(?:"((?:[^"\\\\\\p{Cc}]|\\\\[^\\p{Cc}])*)"|([^${sign}]+))`, "uy");

/**
 * @param text `address`, `Name <address>` or `"A name, with signs" <address>`
 * @returns undefined for anything else: several addresses, comments, signs outside quotes, line ends
 */
export function readSender(text: string): Sender | undefined {
  if (address.test(text)) return { name: undefined, address: text };
  if (/\p{Cc}/u.test(text)) return undefined;
  const [, before = "", inside = ""] = /^(.*)<([^<>]*)>$/.exec(text) ?? [];
  if (!address.test(inside)) return undefined;
  const words = readWords(before.trimEnd());
  return words && { name: words.join(" ").trim() || undefined, address: inside };
}

function readWords(text: string): string[] | undefined {
  const words: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const found = word.exec(text);
    if (!found) return undefined;
    words.push(found[1]?.replace(/\\(.)/gu, "$1") ?? found[2]!);
  }
  return words;
}

/** A name that needs no quotes (RFC 5322, section 3.2.3; beyond ASCII RFC 6532). */
const plainName = new RegExp(`^[^.${sign}]+(?: [^.${sign}]+)*$`, "u");

/** As a header, an API or a page has it; not encoded. */
export function spellSender({ name, address }: Sender): string {
  if (name === undefined) return address;
  const spelled = plainName.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
  return `${spelled} <${address}>`;
}
