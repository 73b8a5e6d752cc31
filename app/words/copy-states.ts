/** How far a copy has come, as organisers read it; English, as their pages are. */
import type { CopyState } from "#db/schema.ts";

export const copyStates: Readonly<Record<CopyState, string>> = {
  waiting: "waits",
  queued: "waits, about to leave",
  sent: "sent",
  delivered: "delivered",
  bounced: "not delivered: it bounced",
  complained: "not delivered: marked as spam",
  failed: "not delivered: refused",
  unknown: "not known whether it left",
  recent: "left out: had a letter in the last 30 days",
  "no-address": "left out: no address is known",
  "no-seat": "left out: no longer holds the seat",
  cancelled: "stopped",
};
