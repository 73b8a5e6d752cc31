/** Webhooks as Resend sends them, signed as Svix signs. */
import { signWebhook } from "#emails/verify-webhook.ts";

export const webhookSecret = `whsec_${Buffer.from("a secret of the tests, 32 bytes!").toString("base64")}`;

export interface SignedWebhook {
  headers: Headers;
  body: string;
}

/** @param id the `svix-id`, the same at each repetition */
export function signedWebhook(
  id: string,
  event: object,
  now: Date,
  secret = webhookSecret,
): SignedWebhook {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = signWebhook(secret, id, timestamp, body).toString("base64");
  const headers = new Headers({
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": `v1,${signature}`,
  });
  return { headers, body };
}

/** An event about one mail, with what Resend puts around it. */
export function emailEvent(type: string, message: string, more: object = {}): object {
  return {
    type,
    created_at: "2026-11-22T23:41:12.126Z",
    data: {
      email_id: "56761188-7520-42d8-8898-ff6fc54ce618",
      from: "campaign@example.org",
      to: ["ada@example.org"],
      subject: "Please confirm your signature",
      created_at: "2026-11-22T23:41:11.894719+00:00",
      tags: { message, kind: "confirm" },
      ...more,
    },
  };
}

/** @returns the status of the answer */
export async function postWebhook(
  url: string,
  secret: string,
  id: string,
  event: object,
): Promise<number> {
  const { headers, body } = signedWebhook(id, event, new Date(), secret);
  headers.set("content-type", "application/json");
  const { status } = await fetch(url, { method: "POST", headers, body });
  return status;
}
