/** What a way of sending mail is: a batch goes in, what became of each mail comes out. */
import { domainToASCII } from "node:url";

import type { PauseReason } from "../../app/words/mail-pause.ts";
import { shortLine } from "../../app/words/storable.ts";
import type { Parcel } from "../dispatch/parcel.ts";
import type { Sender } from "../sender.ts";

export interface Batch {
  /** A uuid, the same at every try: the idempotency key. */
  key: string;
  /** In their frozen order. */
  parcels: readonly Parcel[];
  /** An earlier try may have been taken: a refusal says nothing of that one. */
  repeated: boolean;
}

/**
 * `accepted`, `rejected` and `unknown` are final. `unknown`: it was perhaps taken and must not be
 * sent again blindly. `retry` goes again with the same key; `taken` says whether this try may
 * have been taken all the same.
 */
export type Fate =
  /** `messageId`: its Message-ID, where the transport leaves it to us. */
  | { outcome: "accepted"; providerId: string; messageId?: string }
  | { outcome: "rejected"; problem: string }
  | { outcome: "unknown"; problem: string }
  | { outcome: "retry"; taken: "no" | "maybe"; problem: string };

export interface Pause {
  until: Date;
  reason: PauseReason;
  /** Read out of an answer in words, which may have been about one of the mails alone. */
  isGuess?: true;
}

export interface Answer {
  /** One a parcel, in the same order. */
  fates: readonly Fate[];
  /** Nothing leaves by this transport before then. */
  pause?: Pause;
  /** Nothing leaves by this transport until an organiser resumes. */
  halt?: PauseReason;
  /** One of the mails spoiled the whole request, and nothing was taken: each is to go alone. */
  split?: true;
}

export interface Transport {
  name: "mailbox" | "resend" | "smtp";
  /** Mails in one batch, at most. */
  batchSize: number;
  /** Ends within 50 seconds, under a batch's lease; expected faults are answers, not throws. */
  send: (batch: Batch, now: Date) => Promise<Answer>;
  close: () => Promise<void>;
}

/** The same fate for every parcel. */
export function allOf(batch: Pick<Batch, "parcels">, fate: Fate): Fate[] {
  return batch.parcels.map(() => fate);
}

/** What another program said, fit to be stored: one line, short, without addresses and links, which hold tokens. */
export function safeProblem(text: string): string {
  const line = shortLine(text, 2_000)
    .replace(/\bhttps?:\/\/\S+|\/[\w-]{43}\b/gi, "…")
    .replace(/[^\s<>()[\]"'`,:;]+@[^\s<>()[\]"'`,:;]+/g, "…@…");
  return shortLine(line, 300);
}

/** Of one mail, with its brackets: unlike any other, and the same at every try. */
export const messageIdOf = ({ id }: Parcel, from: Sender): string =>
  `<${id}@${domainToASCII(from.address.split("@")[1]!)}>`;

/** The sender of one mail: the configured one, under the parcel's own name and address where it has them. */
export const senderOf = ({ senderName, senderAddress }: Parcel, from: Sender): Sender => ({
  name: senderName ?? from.name,
  address: senderAddress ?? from.address,
});
