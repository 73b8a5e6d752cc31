/** What somebody writes to their own member; stored only sealed, with all that its mails say. */

export interface OwnLetter {
  name: string;
  /** Where answers go: the inbox from which it is confirmed. */
  email: string;
  /** The postal one, in lines, without its postcode. */
  address: string;
  /** Compact form. */
  postcode: string;
  /** What the member is asked to do. */
  ask: string;
  why: string;
  /** Of the demand, in English. */
  title: string;
  member: string;
  constituency: string;
  /** Why organisers refused it, in their words. */
  refusal: string | null;
}

export const packOwnLetter = (letter: OwnLetter): string => JSON.stringify(letter);

export const unpackOwnLetter = (packed: string): OwnLetter => JSON.parse(packed) as OwnLetter;
