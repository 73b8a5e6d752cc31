/** The stand-in's side of mails that come in: where one is, and the mail as it came over the wire. */
import { randomUUID } from "node:crypto";
import type http from "node:http";

import { postWebhook } from "./signed-webhook.ts";

/** What a mail does, beside being there. */
export interface ReceivedThere {
  raw: Uint8Array;
  recipients: readonly string[];
  /** The next requests for it get these answers instead, one each. */
  faults: (number | "hang" | "no-raw" | "moved")[];
  /** How often it was handed out. */
  fetched: number;
}

export interface Receiving {
  /** By the provider's name of each. */
  mails: Map<string, ReceivedThere>;
  /** Takes a mail in. @returns the provider's name of it */
  take: (raw: Uint8Array, recipients: readonly string[]) => string;
  /** @returns whether it was a request of these */
  answer: (request: http.IncomingMessage, response: http.ServerResponse, url: string) => boolean;
}

export function createReceiving(): Receiving {
  const mails: Receiving["mails"] = new Map();
  return {
    mails,
    take(raw, recipients) {
      const id = randomUUID();
      mails.set(id, { raw, recipients, faults: [], fetched: 0 });
      return id;
    },
    answer(request, response, url) {
      const [, id, isRaw, isMoved] =
        /^\/emails\/receiving\/([\w-]+)(?:(\/raw)|(\/moved))?(?:\?|$)/.exec(request.url ?? "") ??
        [];
      if (id === undefined || request.method !== "GET") return false;
      const mail = mails.get(id);
      const send = (status: number, body: object) =>
        response
          .writeHead(status, { "content-type": "application/json" })
          .end(JSON.stringify(body));
      if (isMoved) {
        response.writeHead(302, { location: `${url}/emails/receiving/${id}/raw` }).end();
        return true;
      }
      const fault = isRaw ? undefined : mail?.faults.shift();
      if (fault === "hang") return true;
      if (!mail || typeof fault === "number") {
        send(typeof fault === "number" ? fault : 404, {
          name: "not_found",
          message: "No such email",
        });
        return true;
      }
      if (isRaw) {
        mail.fetched++;
        response.writeHead(200, { "content-type": "message/rfc822" }).end(mail.raw);
        return true;
      }
      const place = `${url}/emails/receiving/${id}/${fault === "moved" ? "moved" : "raw"}`;
      const raw = { download_url: place, expires_at: "2027-01-01" };
      send(200, {
        ...{ object: "email", id, to: mail.recipients, from: "a@example.org", subject: "…" },
        ...{ html: null, text: null, headers: {}, attachments: [] },
        raw: fault === "no-raw" ? null : raw,
      });
      return true;
    },
  };
}

/** What the provider tells of a mail that it has taken in. */
export const receivedEvent = (id: string, recipients: readonly string[], more: object = {}) => ({
  type: "email.received",
  created_at: "2026-11-30T10:00:00.000Z",
  data: {
    ...{ email_id: id, created_at: "2026-11-30T10:00:00.000Z", from: "Ann <a@example.org>" },
    ...{
      to: recipients,
      cc: [],
      bcc: [],
      received_for: recipients,
      message_id: "<one@example.org>",
    },
    ...{ subject: "Re: letter", attachments: [], ...more },
  },
});

/** Takes a mail in and tells the site of it. @returns the status of its answer */
export const mailIn = (
  receiving: Receiving,
  webhook: { url: string; secret: string },
  raw: Uint8Array,
  recipients: readonly string[],
): Promise<number> => {
  const id = receiving.take(raw, recipients);
  return postWebhook(webhook.url, webhook.secret, `msg_${id}`, receivedEvent(id, recipients));
};
