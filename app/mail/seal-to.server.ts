/** Addresses of mails: sealed where a mail is made, opened where it leaves. */
import { uuidBytes, uuidv7 } from "#db/uuid.ts";
import type { Envelope } from "#emails/outbox.ts";

import { type Keys, seal, unseal } from "../keys.server.ts";

/** An envelope to a member or an organiser, in English and to leave at once. */
export function sealTo(keys: Keys, address: string, now: Date): Envelope {
  const id = uuidv7(now);
  const { bytes, keyVersion } = seal(keys, uuidBytes(id), address);
  return {
    id,
    recipient: bytes,
    keyVersion,
    recipientKey: null,
    locale: "en",
    notBefore: now,
  };
}

/** The address in a mail's row. @throws Error when its key is not in the ring or the value was changed */
export function openRecipient(
  keys: Keys,
  mail: { id: string; recipient: Buffer; key_version: number },
): string {
  const sealed = { bytes: mail.recipient, keyVersion: mail.key_version };
  return unseal(keys, uuidBytes(mail.id), sealed);
}
