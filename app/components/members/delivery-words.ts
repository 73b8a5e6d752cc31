/** What became of a copy of a letter, in the reader's words. */
import type { Delivery } from "../../letters/copy-life.ts";
import type { Words } from "../../words/en.ts";

export function deliveryWords(words: Words, delivery: Delivery): string {
  const t = words.members;
  const said: Record<Delivery, string> = {
    waiting: t.waiting,
    sent: t.sent,
    delivered: t.delivered,
    "marked-as-spam": t.spam,
    "not-known": t.notKnown,
    "not-delivered": t.notDelivered,
    "no-address": t.noAddress,
    "no-seat": t.formerly,
    stopped: words.letters.states.cancelled,
    "left-out": t.leftOut,
    "not-written": t.notWritten,
  };
  return said[delivery];
}
