/** The life of one member's copy of a letter: its states, where each may go, how each is shown and counted. */
import type { CopyState, MailState } from "#db/schema.ts";

/** What became of a member's copy, as the public sees it. */
const deliveries = [
  "delivered",
  "marked-as-spam",
  "sent",
  "not-known",
  "waiting",
  "not-delivered",
  "no-address",
  "no-seat",
  "left-out",
  "not-written",
  "stopped",
] as const;
export type Delivery = (typeof deliveries)[number];

interface Stage {
  /** The states that may follow. */
  goes: readonly CopyState[];
  public: Delivery;
  /**
   * Whether it was to go out, and how far it has come; `failed`: nobody took it on; `unknown`: whether
   * it left; null: the member was left out.
   */
  progress: "waiting" | "left" | "failed" | "unknown" | "stopped" | null;
}

/** The mail may have left, whatever was known before. */
const fates = ["sent", "delivered", "bounced", "complained", "failed", "unknown"] as const;

export const copyLife: Readonly<Record<CopyState, Stage>> = {
  // its turn has not come
  waiting: {
    goes: ["queued", "no-address", "no-seat", "left-out", "asked-not", "cancelled"],
    public: "waiting",
    progress: "waiting",
  },
  // its mail is in the outbox, or leaving; taken back from there it waits anew
  queued: { goes: [...fates, "waiting", "cancelled"], public: "waiting", progress: "waiting" },
  sent: {
    goes: ["delivered", "bounced", "complained", "failed"],
    public: "sent",
    progress: "left",
  },
  delivered: { goes: ["bounced", "complained"], public: "delivered", progress: "left" },
  // sent again, once the address was corrected, it waits anew; so does one that failed
  bounced: { goes: ["complained", "waiting"], public: "not-delivered", progress: "left" },
  // whoever marks a copy as spam has got it
  complained: { goes: [], public: "marked-as-spam", progress: "left" },
  failed: {
    goes: ["delivered", "bounced", "complained", "waiting"],
    public: "not-delivered",
    progress: "failed",
  },
  // nobody knows whether it left; an organiser may have it sent again
  unknown: {
    goes: ["queued", "sent", "delivered", "bounced", "complained", "failed"],
    public: "not-known",
    progress: "unknown",
  },
  // the member had a letter about the demand lately
  recent: { goes: [], public: "left-out", progress: null },
  // the number at which the member wants to be written to has not come
  "not-yet": { goes: [], public: "not-written", progress: null },
  "no-address": { goes: [], public: "no-address", progress: null },
  "no-seat": { goes: [], public: "no-seat", progress: null },
  // the member asked not to be written to, which an organiser may take back; by then they may have had another
  "asked-not": { goes: ["waiting", "recent", "not-yet"], public: "not-written", progress: null },
  // an organiser left the member out of this letter, which can be undone
  "left-out": { goes: ["waiting"], public: "not-written", progress: null },
  // of a mail that was stopped by hand the provider may know better
  cancelled: { goes: fates, public: "stopped", progress: "stopped" },
};

const states = Object.keys(copyLife) as CopyState[];

/** The states from which a copy may come to this one, itself among them. */
export const comesFrom = (state: CopyState): CopyState[] =>
  states.filter((from) => from === state || copyLife[from].goes.includes(state));

/** Why a member gets no copy. */
export type LeftOut = Extract<
  CopyState,
  "recent" | "not-yet" | "no-address" | "no-seat" | "left-out" | "asked-not"
>;

/** Whoever has one of these was not written to. */
export const notWritten: readonly CopyState[] = states.filter(
  (state) => copyLife[state].progress === null || state === "cancelled",
);

/** The copy's state by its mail's. */
export const stateByMail: Readonly<Record<MailState, CopyState>> = {
  queued: "queued",
  sending: "queued",
  sent: "sent",
  delivered: "delivered",
  bounced: "bounced",
  complained: "complained",
  failed: "failed",
  unknown: "unknown",
  cancelled: "cancelled",
};

export interface CopyRow {
  memberId: number;
  name: string;
  party: string;
  constituency: string;
  hasAddress: boolean;
  /** Before the copy is made: where it would go; null where no address is known. */
  address?: string | null;
  state: CopyState;
  /** What went wrong with its mail. */
  problem: string | null;
}

export type CopyCounts = Record<CopyState, number>;

export function countCopies(copies: readonly { state: CopyState }[]): CopyCounts {
  const counts = Object.fromEntries(states.map((state) => [state, 0])) as CopyCounts;
  for (const { state } of copies) counts[state]++;
  return counts;
}

/**
 * Copies that were to go out, and those of them that have left, wait, or were stopped; of the rest it is
 * known that they did not leave, or not known.
 */
export function progressOf(counts: CopyCounts): {
  all: number;
  left: number;
  waiting: number;
  stopped: number;
} {
  const sum = (progress: Stage["progress"]) =>
    states.reduce(
      (sum, state) => sum + (copyLife[state].progress === progress ? counts[state] : 0),
      0,
    );
  const [left, waiting, stopped] = [sum("left"), sum("waiting"), sum("stopped")];
  const rest = sum("failed") + sum("unknown");
  return { left, waiting, stopped, all: left + waiting + stopped + rest };
}

/** How many copies the public sees in each way, in the order in which they are shown. */
export const countDeliveries = (counts: CopyCounts): [Delivery, number][] =>
  deliveries.map((delivery) => [
    delivery,
    states.reduce(
      (sum, state) => sum + (copyLife[state].public === delivery ? counts[state] : 0),
      0,
    ),
  ]);
