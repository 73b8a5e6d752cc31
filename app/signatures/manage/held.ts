/** All that is kept of a signer, as the signer's own page and file show it. */
import type { Row } from "#db/schema.ts";
import type { KeptAllowance, KeptBar, KeptMail } from "#emails/kept.ts";

import type { Person } from "../person.ts";

export interface HeldSignature extends Person {
  demandId: number;
  place: string;
  locale: string;
  textVersion: number;
  consentVersion: number;
  updates: boolean;
  consentedAt: Date;
  confirmedAt: Date;
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
  /** Whether all of it is signed. */
  isConfirmed: boolean;
}

/** An update that was mailed to the signer, or is about to be. */
export interface HeldUpdateMail {
  update: number;
  at: Date;
}

export interface Held {
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
  mails: (Omit<KeptMail, "recipient"> & { address: string | undefined })[];
  allowances: KeptAllowance[];
  updateMails: HeldUpdateMail[];
  bars: KeptBar[];
}

/** What is counted when somebody is asked whether they are sure. */
export const countHeld = ({ signatures, signings, mails }: Held) => ({
  signatures: signatures.length,
  signings: signings.length,
  mails: mails.length,
});

export type HeldCounts = ReturnType<typeof countHeld>;
export type BarReason = Row<"suppression">["reason"];
