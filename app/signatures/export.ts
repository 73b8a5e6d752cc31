/** What a signer downloads: all that is kept, under plain names. */
import type { Held } from "./manage.server.ts";

export function exportHeld(held: Held) {
  return {
    name: held.name,
    email: held.address,
    postcode: held.postcode,
    place: held.place,
    signatures: held.signatures.map((signature) => ({
      demand_id: signature.demandId,
      place: signature.place,
      language: signature.locale,
      text_version: signature.textVersion,
      consent_version: signature.consentVersion,
      consented_at: signature.consentedAt.toISOString(),
      confirmed_at: signature.confirmedAt.toISOString(),
      updates: signature.updates,
    })),
  };
}
