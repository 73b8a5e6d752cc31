/** The life of a list that is invited: what is done with it in which state, and where that leads. */
import type { InviteListState } from "#db/schema.ts";

import type { Flash } from "../../words/flash.ts";

interface ListDeed {
  from: readonly InviteListState[];
  to: InviteListState;
  /** Its name in the audit log. */
  action: string;
  said: Flash;
  refused: Flash;
  /** Whether it stops what may be on its way. */
  stops: boolean;
}

export const listDeeds = {
  begin: {
    ...{ from: ["read"], to: "running", stops: false },
    action: "invitations.begin",
    ...{ said: "list-begun", refused: "list-not-read" },
  },
  pause: {
    ...{ from: ["running"], to: "paused", stops: true },
    action: "invitations.pause",
    ...{ said: "list-paused", refused: "list-not-running" },
  },
  resume: {
    ...{ from: ["paused"], to: "running", stops: false },
    action: "invitations.resume",
    ...{ said: "list-resumed", refused: "list-not-paused" },
  },
  cancel: {
    ...{ from: ["running", "paused"], to: "cancelled", stops: true },
    action: "invitations.cancel",
    ...{ said: "list-cancelled", refused: "list-over" },
  },
  drop: {
    ...{ from: ["read"], to: "dropped", stops: false },
    action: "invitations.drop",
    ...{ said: "list-dropped", refused: "list-not-read" },
  },
} as const satisfies Record<string, ListDeed>;

export type ListDeedName = keyof typeof listDeeds;
export const listDeedNames = Object.keys(listDeeds) as ListDeedName[];

export const listDeedOf = (name: ListDeedName): ListDeed => listDeeds[name];
