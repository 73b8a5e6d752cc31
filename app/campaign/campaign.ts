/** What the campaign says of itself: who writes, where answers are read, what it is called in each language. */
import type { LocaleCode } from "#db/schema.ts";

export interface Campaign {
  /** Of these values, so that a mail can be written with them again; 0 before any are kept. */
  version: number;
  names: Partial<Record<LocaleCode, string>>;
  /** Where answers to mails are read. */
  email: string | undefined;
  /** The postal one, in a line. */
  address: string | undefined;
  telephone: string | undefined;
  /** The person who signs for it to members. */
  sender: string | undefined;
}

/** What mails other than sign-in links need, as organisers read it. */
const needed = {
  name: "the campaign’s name",
  email: "the reply address",
  address: "the postal address",
} as const;

/** @returns in words what is missing before any mail but a sign-in link leaves; nothing where all is there */
export const lackingForMail = ({ names, email, address }: Campaign): string[] =>
  Object.entries({ name: names.en, email, address }).flatMap(([name, value]) =>
    value === undefined ? [needed[name as keyof typeof needed]] : [],
  );

/** @returns in words what is missing before a letter to a member may leave, beside the above */
export const lackingForLetters = ({ telephone, sender }: Campaign): string[] =>
  Object.entries({ "the telephone number": telephone, "the name of who signs": sender }).flatMap(
    ([what, value]) => (value === undefined ? [what] : []),
  );

/** Whether a letter could not say who writes it, or where they can be reached: then none leaves. */
export const lacksSender = (campaign: Campaign): boolean =>
  lackingForMail(campaign).length + lackingForLetters(campaign).length > 0;

/**
 * The name in a language, or else the English one, with the language that it is then in.
 * @param host stands in while the campaign has no name
 */
export function nameIn(
  { names }: Pick<Campaign, "names">,
  locale: LocaleCode,
  host: string,
): { name: string; lang: LocaleCode | undefined } {
  const own = names[locale];
  if (own !== undefined) return { name: own, lang: undefined };
  return { name: names.en ?? host, lang: locale === "en" || !names.en ? undefined : "en" };
}
