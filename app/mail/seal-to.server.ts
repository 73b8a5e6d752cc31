/** Addresses of mails: sealed where a mail is made, opened where it leaves. */
import { randomBytes } from "node:crypto";

import { uuidBytes, uuidv7 } from "#db/uuid.ts";
import { KeyMissing } from "#emails/dispatch/delivery-tools.ts";
import type { MailRow } from "#emails/dispatch/freeze-batch.ts";
import type { Envelope } from "#emails/outbox.ts";

import { type Keys, seal, SEALED_BYTES, unseal } from "../keys.server.ts";
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

/** What stands in the row of a mail that nobody gets: as long as its address would be, and opened like one. */
export function sealNobody(keys: Keys, { id, recipient }: Envelope): Buffer {
  const length = recipient.length - SEALED_BYTES;
  const nobody = randomBytes(length).toString("hex").slice(0, length);
  return seal(keys, uuidBytes(id), nobody).bytes;
}

/**
 * The address in a mail's row: sealed with the mail as its owner, or, of an update, the signer's own sealed row.
 * @throws KeyMissing when its key is not in the ring, Error when the value was changed
 */
export function openRecipient(keys: Keys, mail: Omit<MailRow, "params" | "locale">): string {
  const sealed = { bytes: mail.recipient, keyVersion: mail.key_version };
  if (!keys.sealing.has(sealed.keyVersion))
    throw new KeyMissing(`no key of version ${sealed.keyVersion} in the ring`);
  if (mail.kind === "update")
    return unpackPerson(unseal(keys, mail.recipient_key!, sealed)).address;
  return unseal(keys, uuidBytes(mail.id), sealed);
}
