/** Addresses of mails: sealed where a mail is made, opened where it leaves. */
import { uuidBytes, uuidv7 } from "#db/uuid.ts";
import type { MailRow } from "#emails/dispatch/freeze-batch.ts";
import type { Envelope } from "#emails/outbox.ts";

import { type Keys, seal, unseal } from "../keys.server.ts";
import { unpackPerson } from "../signatures/person.ts";

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

/**
 * The address in a mail's row: sealed with the mail as its owner, or, of an update, the signer's own sealed row.
 * @throws Error when its key is not in the ring or the value was changed
 */
export function openRecipient(keys: Keys, mail: Omit<MailRow, "params" | "locale">): string {
  const sealed = { bytes: mail.recipient, keyVersion: mail.key_version };
  if (mail.kind === "update")
    return unpackPerson(unseal(keys, mail.recipient_key!, sealed)).address;
  return unseal(keys, uuidBytes(mail.id), sealed);
}
