/** The life of a demand: what can be done with it in which state, where that leads, what stands on its timeline. */
import type { DemandState, UpdateKind } from "#db/schema.ts";

import type { Flash } from "../../words/flash.ts";

/** Where a step leads: to a state, back to the one before it was retired, or nowhere. */
type Leads = DemandState | "before" | undefined;

interface DemandDeed {
  from: readonly DemandState[];
  to: Leads;
  /** The entry that it makes on the timeline. */
  entry: UpdateKind;
  /** Its name in the audit log. */
  action: string;
  said: Flash;
  /** What is said in other states. */
  refused: Flash;
  /** Its page, and its button. */
  label: string;
  style: "" | "danger";
}

/** What organisers do, in the order in which it is offered. */
export const demandDeeds = {
  open: {
    from: ["draft"],
    to: "open",
    entry: "opened",
    action: "demand.open",
    said: "demand-opened",
    refused: "demand-not-draft",
    label: "Open it now",
    style: "",
  },
  outcome: {
    from: ["open", "closed"],
    to: undefined,
    entry: "outcome",
    action: "demand.outcome",
    said: "demand-outcome",
    refused: "demand-not-public",
    label: "Say what came of it",
    style: "",
  },
  reopen: {
    from: ["closed"],
    to: "open",
    entry: "reopened",
    action: "demand.reopen",
    said: "demand-reopened",
    refused: "demand-not-closed",
    label: "Reopen it",
    style: "",
  },
  close: {
    from: ["open"],
    to: "closed",
    entry: "closed",
    action: "demand.close",
    said: "demand-closed",
    refused: "demand-not-open",
    label: "Close it now",
    style: "danger",
  },
  retire: {
    from: ["open", "closed"],
    to: "removed",
    entry: "retired",
    action: "demand.retire",
    said: "demand-retired",
    refused: "demand-not-public",
    label: "Take it off the site",
    style: "danger",
  },
  restore: {
    from: ["removed"],
    to: "before",
    entry: "restored",
    action: "demand.restore",
    said: "demand-restored",
    refused: "demand-not-retired",
    label: "Bring it back",
    style: "",
  },
} as const satisfies Record<string, DemandDeed>;

export type DeedName = keyof typeof demandDeeds;

export const deedNames = Object.keys(demandDeeds) as DeedName[];

/** Where a demand is in its life. */
export interface LifeFacts {
  state: DemandState;
  closedAt: Date | null;
  /** Whether its people are forgotten, or are being forgotten: who signed could sign again, and be counted twice. */
  isForgotten: boolean;
}

/** What to say to who would do this to such a demand; undefined where it may be done. */
export function refusalOf(
  name: DeedName,
  { state, isForgotten }: Pick<LifeFacts, "state" | "isForgotten">,
): Flash | undefined {
  const { from, refused }: DemandDeed = demandDeeds[name];
  if (!from.includes(state)) return refused;
  return name === "reopen" && isForgotten ? "demand-forgotten" : undefined;
}

/** The state that a deed leads to. */
export function stateAfter(
  name: DeedName,
  { state, closedAt }: Pick<LifeFacts, "state" | "closedAt">,
): DemandState {
  const to: Leads = demandDeeds[name].to;
  if (to === undefined) return state;
  // a demand that was taken off while it was closed has kept the time of it
  return to === "before" ? (closedAt === null ? "open" : "closed") : to;
}
