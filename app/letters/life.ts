/** The life of a letter: what can be done with it in which state, and where that leads. */
import type { LetterState } from "#db/schema.ts";

import type { Flash } from "../words/flash.ts";
import { someCopies } from "../words/organise/letters.ts";

/** A move from one of these states to another; to none where the letter stays as it is. */
export interface Step {
  from: readonly LetterState[];
  to: LetterState | undefined;
}

interface AnyDeed extends Step {
  /** Its name in the audit log. */
  action: string;
  said: Flash;
  /** What is said in other states; `else` where nothing more exact is. */
  refused: { else: Flash } & Partial<Record<LetterState, Flash>>;
}

interface LetterDeed extends AnyDeed {
  /** `counted`: what it says where it is known how many copies have not left, such as “6 copies”. */
  button: {
    label: string;
    counted?: (copies: string) => string;
    style: "" | "quiet" | "danger";
  };
}

/** What organisers do, in the order of the buttons. */
export const letterDeeds = {
  send: {
    from: ["approved"],
    to: "sending",
    action: "letter.send",
    said: "sending",
    refused: {
      else: "not-approved",
      sending: "sent-already",
      paused: "sent-already",
      sent: "sent-already",
      cancelled: "over",
    },
    button: { label: "Send", counted: (copies) => `Send ${copies}`, style: "" },
  },
  approve: {
    // anew, where something of what was approved has changed
    from: ["draft", "approved"],
    to: "approved",
    action: "letter.approve",
    said: "approved",
    refused: { else: "approve-late" },
    button: { label: "Approve", style: "" },
  },
  schedule: {
    from: ["approved"],
    to: undefined,
    action: "letter.schedule",
    said: "scheduled",
    refused: { else: "schedule-late", draft: "schedule-draft" },
    button: {
      label: "Send it then",
      counted: (copies) => `Send ${copies} then`,
      style: "quiet",
    },
  },
  unschedule: {
    from: ["approved"],
    to: undefined,
    action: "letter.unschedule",
    said: "unscheduled",
    refused: { else: "schedule-late" },
    button: { label: "Do not send it by itself", style: "quiet" },
  },
  pause: {
    from: ["sending"],
    to: "paused",
    action: "letter.pause",
    said: "paused",
    refused: { else: "not-sending" },
    button: { label: "Pause", style: "" },
  },
  resume: {
    from: ["paused"],
    to: "sending",
    action: "letter.resume",
    said: "resumed",
    refused: { else: "not-paused" },
    button: { label: "Go on", counted: (copies) => `Go on with ${copies}`, style: "" },
  },
  repeat: {
    from: ["sending", "paused", "sent"],
    to: undefined,
    action: "letter.repeatable",
    said: "repeats",
    refused: { else: "repeats-early", cancelled: "over" },
    button: { label: "Let it go out again by itself", style: "quiet" },
  },
  "no-repeat": {
    from: ["sending", "paused", "sent"],
    to: undefined,
    action: "letter.not-repeatable",
    said: "repeats-no-more",
    refused: { else: "repeats-early", cancelled: "over" },
    button: { label: "Not again by itself", style: "quiet" },
  },
  test: {
    from: ["draft", "approved"],
    to: undefined,
    action: "letter.test",
    said: "tested",
    refused: { else: "test-late" },
    button: { label: "Mail me a test copy", style: "quiet" },
  },
  revise: {
    from: ["draft"],
    to: undefined,
    action: "letter.write",
    said: "revised",
    refused: { else: "not-draft" },
    button: { label: "Change the draft", style: "quiet" },
  },
  reopen: {
    from: ["approved"],
    to: "draft",
    action: "letter.reopen",
    said: "reopened",
    refused: { else: "reopen-late", draft: "reopened" },
    button: { label: "Take the approval back", style: "quiet" },
  },
  cancel: {
    from: ["draft", "approved", "sending", "paused"],
    to: "cancelled",
    action: "letter.cancel",
    said: "cancelled",
    refused: { else: "over" },
    button: {
      label: "Stop it for good",
      counted: (copies) => `Stop ${copies} for good`,
      style: "danger",
    },
  },
} as const satisfies Record<string, LetterDeed>;

/** What organisers do with one member's copy. */
export const copyDeeds = {
  "leave-out": {
    from: ["draft", "approved", "sending", "paused"],
    to: undefined,
    action: "letter.leave-out",
    said: "left-out",
    refused: { else: "leave-out-over" },
  },
  "put-back": {
    from: ["draft", "approved", "sending", "paused"],
    to: undefined,
    action: "letter.put-back",
    said: "put-back",
    refused: { else: "put-back-over" },
  },
  again: {
    from: ["sending", "paused", "sent"],
    to: undefined,
    action: "letter.again",
    said: "again",
    refused: { else: "again-over" },
  },
} as const satisfies Record<string, AnyDeed>;

export type DeedName = keyof typeof letterDeeds;
type AnyName = DeedName | keyof typeof copyDeeds;

export const deedOf = (name: AnyName): AnyDeed => ({ ...letterDeeds, ...copyDeeds })[name];

/** What happens by itself once no copy waits or is under way. */
export const finishing: Step = { from: ["sending"], to: "sent" };
/** And when a copy waits again after all. */
export const reopening: Step = { from: ["sent"], to: "sending" };

/** What the deed's button says. @param waiting copies that have not left; undefined where that is not told */
export function labelOf(name: DeedName, waiting: number | undefined): string {
  const { label, counted }: LetterDeed["button"] = letterDeeds[name].button;
  return counted && waiting !== undefined ? counted(someCopies(waiting)) : label;
}

export const deedNames = Object.keys(letterDeeds) as DeedName[];

/** What to say to who would do this in that state; undefined where it may be done. */
export function refusalOf(name: AnyName, state: LetterState): Flash | undefined {
  const { from, refused } = deedOf(name);
  return from.includes(state) ? undefined : (refused[state] ?? refused.else);
}
