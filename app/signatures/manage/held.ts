/** All that is kept of a signer, as the signer's own page and file show it. */
import type { OwnLetterOutcome, OwnLetterState, OwnLetterWhy, Row } from "#db/schema.ts";
import type { KeptAllowance, KeptBar, KeptMail } from "#emails/kept.ts";

import type { OwnLetter } from "../own-letters/own-letter.ts";
import type { Person } from "../person.ts";
import type { Standing } from "../set-aside.server.ts";

export interface HeldSignature extends Person {
  demandId: number;
  place: string;
  locale: string;
  textVersion: number;
  consentVersion: number;
  updates: boolean;
  consentedAt: Date;
  confirmedAt: Date;
  standing: Standing;
  /** A label of the link that was followed to the form. */
  source: string | null;
}

/** A form that was sent with the signer's address, whether or not it was confirmed. */
export interface HeldSigning extends Person {
  id: string;
  demandIds: number[];
  place: string;
  locale: string;
  textVersions: number[];
  consentVersion: number;
  updates: boolean;
  createdAt: Date;
  /** By then it is deleted, if nobody does so before. */
  keptUntil: Date;
  source: string | null;
  /** A keyed hash of the network from which it was confirmed, where many did; for a day. */
  network: string | null;
  /** Whether all of it is signed. */
  isConfirmed: boolean;
}

/** An update that was mailed to the signer, or is about to be. */
export interface HeldUpdateMail {
  update: number;
  at: Date;
}

/** What the signer wrote to a member in their own words. */
export interface HeldOwnLetter {
  demandId: number;
  state: OwnLetterState;
  why: OwnLetterWhy | null;
  /** Undefined once it is erased. */
  letter: OwnLetter | undefined;
  createdAt: Date;
  confirmedAt: Date | null;
  leftAt: Date | null;
  /** Whether its writer was asked what came of it, and what they said. */
  askedAt: Date | null;
  outcome: OwnLetterOutcome | null;
}

/** An address that is kept for news of a demand, where nothing else tells any more that it signed. */
export interface HeldNews {
  demandId: number;
  /** Undefined where its key is not in the ring any more. */
  address: string | undefined;
  locale: string;
  consentVersion: number;
  consentedAt: Date;
  /** By then it is deleted, if nobody does so before. */
  keptUntil: Date;
}

/** What other rooms keep. */
export interface HeldOutside {
  /** The newest first. */
  ownLetters: HeldOwnLetter[];
  /** Exports in which the signer stood, the newest first; whom for and why in the organisers' words. */
  given: { at: Date; to: string; reason: string }[];
  /** Until then an id of the exports is kept, and nothing else of the signer with it. */
  removalUntil: Date | undefined;
  /** When the inbox was invited to sign. */
  invitedAt: Date | undefined;
  /** Whether it is in no list any more, as they wish. */
  isNeverInvited: boolean;
  /** The addresses of invitations that are still to leave. */
  invitesTo: string[];
}

export interface Held extends HeldOutside {
  signerKey: Buffer;
  /** Of the inboxes that the signer's addresses reach, where they are not the signer's own. */
  inboxKeys: Buffer[];
  /** Every spelling that is kept somewhere. */
  addresses: string[];
  /** As the newest signature tells, or else the newest form; undefined where neither is left. */
  person: (Person & { place: string }) | undefined;
  updates: boolean;
  signatures: HeldSignature[];
  signings: HeldSigning[];
  news: HeldNews[];
  mails: (Omit<KeptMail, "recipient"> & { address: string | undefined })[];
  allowances: KeptAllowance[];
  updateMails: HeldUpdateMail[];
  bars: KeptBar[];
}

/** What is counted when somebody is asked whether they are sure. */
export const countHeld = ({ signatures, signings, mails, news }: Held) => ({
  signatures: signatures.length,
  signings: signings.length,
  mails: mails.length,
  news: news.length,
});

export type HeldCounts = ReturnType<typeof countHeld>;
export type BarReason = Row<"suppression">["reason"];
