/** The life of an update: what can be done with it in which state, and where that leads. */
import type { SupporterUpdateState } from "#db/schema.ts";

import type { Flash } from "../words/flash.ts";

/** A move from one of these states to another; to none where the update stays as it is. */
export interface Step {
  from: readonly SupporterUpdateState[];
  to: SupporterUpdateState | undefined;
}

interface UpdateDeed extends Step {
  /** Its name in the audit log. */
  action: string;
  said: Flash;
  /** What is said in other states; `else` where nothing more exact is. */
  refused: { else: Flash } & Partial<Record<SupporterUpdateState, Flash>>;
}

/** What organisers do, in the order of the buttons. */
export const updateDeeds = {
  send: {
    from: ["approved"],
    to: "sending",
    action: "update.send",
    said: "update-sending",
    refused: {
      else: "update-sent-already",
      draft: "update-not-approved",
      cancelled: "update-over",
    },
  },
  approve: {
    from: ["draft"],
    to: "approved",
    action: "update.approve",
    said: "update-approved",
    refused: { else: "update-approve-late", approved: "update-approved" },
  },
  pause: {
    from: ["sending"],
    to: "paused",
    action: "update.pause",
    said: "update-paused",
    refused: { else: "update-not-sending" },
  },
  resume: {
    from: ["paused"],
    to: "sending",
    action: "update.resume",
    said: "update-resumed",
    refused: { else: "update-not-paused" },
  },
  test: {
    from: ["draft", "approved"],
    to: undefined,
    action: "update.test",
    said: "update-tested",
    refused: { else: "update-test-late" },
  },
  revise: {
    from: ["draft"],
    to: undefined,
    action: "update.write",
    said: "update-revised",
    refused: { else: "update-not-draft" },
  },
  reopen: {
    from: ["approved"],
    to: "draft",
    action: "update.reopen",
    said: "update-reopened",
    refused: { else: "update-reopen-late", draft: "update-reopened" },
  },
  timeline: {
    from: ["draft", "approved", "sending", "paused", "sent"],
    to: undefined,
    action: "update.timeline",
    said: "update-on-timeline",
    refused: { else: "update-over" },
  },
  cancel: {
    from: ["draft", "approved", "sending", "paused"],
    to: "cancelled",
    action: "update.cancel",
    said: "update-cancelled",
    refused: { else: "update-over" },
  },
} as const satisfies Record<string, UpdateDeed>;

export type DeedName = keyof typeof updateDeeds;

export const deedOf = (name: DeedName): UpdateDeed => updateDeeds[name];

export const deedNames = Object.keys(updateDeeds) as DeedName[];

/** What happens by itself once no mail waits or is under way. */
export const finishing: Step = { from: ["sending"], to: "sent" };
/** And when a mail waits again after all. */
export const reopening: Step = { from: ["sent"], to: "sending" };

/** What to say to who would do this in that state; undefined where it may be done. */
export function refusalOf(name: DeedName, state: SupporterUpdateState): Flash | undefined {
  const { from, refused } = deedOf(name);
  return from.includes(state) ? undefined : (refused[state] ?? refused.else);
}
