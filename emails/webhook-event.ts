/** What an event of the provider says about a mail (https://resend.com/docs/webhooks/event-types). */
import * as v from "valibot";

import type { MailState, Row } from "#db/schema.ts";

import { isStorable } from "../app/words/storable.ts";
import type { ReceivedMail } from "./hearer.ts";

/** A name, a kind, an id: longer ones, and those that cannot be kept, are none. */
const word = v.pipe(v.string(), v.maxLength(100), v.check(isStorable));
const text = v.fallback(v.optional(word), undefined);
/** Addresses, with names or without; those that cannot be kept are left out. */
const addresses = v.fallback(
  v.pipe(
    v.array(v.fallback(v.pipe(v.string(), v.maxLength(1_000), v.check(isStorable)), "")),
    v.transform((all) => all.slice(0, 100).filter((one) => one !== "")),
  ),
  [],
);

/** A Message-ID, fit to stand in a header; its brackets may be missing. */
const messageId = v.fallback(
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^<?[\x21-\x3b=\x3f-\x7e]{3,250}>?$/),
      v.transform((id) => `<${id.replace(/^<|>$/g, "")}>`),
    ),
  ),
  undefined,
);

/**
 * Only what is used, and none of it needed but the type: an unknown event is no error, and neither is a
 * signed one that cannot be kept, for it would come again and again.
 */
const event = v.object({
  type: word,
  data: v.fallback(
    v.object({
      email_id: text,
      message_id: messageId,
      tags: v.fallback(v.optional(v.object({ message: text })), undefined),
      bounce: v.fallback(v.optional(v.object({ type: text, subType: text })), undefined),
      // of one that came in
      received_for: v.optional(addresses),
      to: v.optional(addresses),
      cc: v.optional(addresses),
      bcc: v.optional(addresses),
    }),
    {},
  ),
});

export type WebhookEvent = v.InferOutput<typeof event>;

/** The event in a webhook's body, or undefined when it is none. */
export function readWebhookEvent(body: string): WebhookEvent | undefined {
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), event), body);
  return result.success ? result.output : undefined;
}

/** The mail that has come in, of which an event tells. */
export function receivedIn({ type, data }: WebhookEvent): ReceivedMail | undefined {
  const { email_id: providerId = "", received_for = [], to = [], cc = [], bcc = [] } = data;
  // it becomes a part of an address
  if (type !== "email.received" || !/^[\w-]{1,100}$/.test(providerId)) return undefined;
  return { providerId, recipients: [...received_for, ...to, ...cc, ...bcc] };
}

export interface News {
  /** Undefined: a passing bounce, of a mail that was sent. */
  state?: MailState;
  /** What went wrong, in a few words. */
  problem?: string;
  /** The address takes no more mail. */
  suppress?: Row<"suppression">["reason"];
}

/**
 * A bounce that is not permanent moves nothing: the provider tries again, or it was an automatic
 * answer to a mail that arrived. Undefined: the event tells nothing of use.
 */
export function newsOf({ type, data }: WebhookEvent): News | undefined {
  switch (type) {
    case "email.sent":
      return { state: "sent" };
    case "email.delivered":
      return { state: "delivered" };
    case "email.bounced": {
      const problem = `bounced: ${[data.bounce?.type, data.bounce?.subType].filter(Boolean).join(", ")}`;
      return data.bounce?.type === "Permanent"
        ? { state: "bounced", problem, suppress: "bounced" }
        : { problem };
    }
    case "email.complained":
      return { state: "complained", problem: "marked as spam", suppress: "complained" };
    case "email.suppressed":
      return { state: "failed", problem: "suppressed by the provider", suppress: "bounced" };
    case "email.failed":
      return { state: "failed", problem: "the provider could not send it" };
    default:
      return undefined;
  }
}

/** Events come out of order and more than once; a state gives way only to one further on. */
const progress: Record<MailState, number> = {
  queued: 0,
  cancelled: 0,
  sending: 0,
  unknown: 0,
  sent: 1,
  failed: 2,
  delivered: 3,
  bounced: 4,
  complained: 5,
};

export function furtherState(known: MailState, news: MailState): MailState {
  return progress[news] > progress[known] ? news : known;
}

type Known = Pick<Row<"mail_message">, "state" | "problem">;

/**
 * What is known of a mail after an event. Its problem is that of its state: what is heard late of a
 * state before changes neither, and a mail that was delivered after all has none.
 */
export function afterNews(known: Known, news: News): Known {
  const { state } = news;
  const problem = news.problem ?? null;
  if (progress[state ?? "sent"] < progress[known.state]) return known;
  if (state === undefined) return { state: known.state, problem };
  if (state === known.state) return { state, problem: problem ?? known.problem };
  return { state: furtherState(known.state, state), problem };
}
