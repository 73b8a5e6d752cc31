/** Sends through Resend, up to 100 mails a request; what its answers mean is in `resend-answers.ts`. */
import { Resend } from "resend";

import { type Sender, spellSender } from "../sender.ts";
import { readRefusal, readTaken } from "./resend-answers.ts";
import { senderOf, type Transport } from "./transport.ts";

export interface ResendOptions {
  apiKey: string;
  /** Undefined: the SDK's own, https://api.resend.com. */
  baseUrl: string | undefined;
  from: Sender;
}

const timeout = 10_000;

export function resendTransport({ apiKey, baseUrl, from }: ResendOptions): Transport {
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  return {
    name: "resend",
    batchSize: 100,
    send: async (batch, now) => {
      const { data, error, headers } = await resend.batch.send(
        batch.parcels.map((parcel) => ({
          from: spellSender(senderOf(parcel, from)),
          to: parcel.to,
          replyTo: parcel.replyTo,
          subject: parcel.subject,
          html: parcel.html,
          text: parcel.text,
          headers: parcel.headers,
          tags: Object.entries(parcel.tags).map(([name, value]) => ({ name, value })),
        })),
        {
          idempotencyKey: batch.key,
          batchValidation: "permissive",
          signal: AbortSignal.timeout(timeout),
        },
      );
      return error ? readRefusal(batch, error, headers, now) : readTaken(batch, data, headers, now);
    },
    close: () => Promise.resolve(),
  };
}
