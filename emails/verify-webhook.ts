/** Tells a webhook of the mail provider from a forgery (Svix: https://docs.svix.com/receiving/verifying-payloads/how-manual). */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Svix has them short; a longer one would not go into an index. */
const svixId = /^[\x21-\x7e]{1,255}$/;

/** How far the sender's clock may be from ours, either way. */
const tolerance = 5 * 60;

/**
 * @param secret `whsec_` and the key in base64
 * @param rawBody the body as it came, not parsed and written again
 * @returns the event's `svix-id`, which is the same at each repetition; undefined when the
 * signature is missing, wrong or more than five minutes off
 */
export function verifyWebhook(
  secret: string,
  headers: Headers,
  rawBody: string,
  now: Date,
): string | undefined {
  const id = headers.get("svix-id");
  const timestamp = headers.get("svix-timestamp");
  const signatures = headers.get("svix-signature");
  if (!id || !timestamp || !signatures) return undefined;
  if (!svixId.test(id) || !/^\d{1,12}$/.test(timestamp)) return undefined;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) return undefined;
  const expected = signWebhook(secret, id, timestamp, rawBody);
  const genuine = signatures.split(" ").some((entry) => {
    const [version, signature] = entry.split(",");
    const given = Buffer.from(signature ?? "", "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return genuine ? id : undefined;
}

/** HMAC-SHA256 over `id.timestamp.body`. */
export function signWebhook(secret: string, id: string, timestamp: string, body: string): Buffer {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
}
