/** Adds the sample's signatures, sealed as real ones are, and counts them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type Keys, seal, signerKey } from "../../keys.server.ts";
import { packPerson } from "../../signatures/person.ts";
import { setTallies } from "../../signatures/tally.server.ts";
import type { Place } from "./places.server.ts";
import { NO_CONSENT } from "./record.server.ts";
import { inventSigners, type SampleSigner } from "./signers.ts";

/**
 * None of them asks for updates, so that no update, export or list ever has them. No mail domain is noted,
 * for all are at one, which would look like stuffing.
 * @param demands their ids by slug
 */
export async function addSignatures(
  tx: Db,
  keys: Keys,
  places: readonly Place[],
  demands: ReadonlyMap<string, number>,
  now: Date,
): Promise<void> {
  const signers = inventSigners(places, now).map((signer) => sealed(keys, signer));
  const each = <Value>(read: (signer: (typeof signers)[number]) => Value) => signers.map(read);
  await sql`
    insert into signature (demand_id, signer_key, key_version, person, text_version, place, locale,
      updates, consent_version, consented_at, confirmed_at, source)
    select d.id, s.signer_key, ${keys.version}::smallint, s.person, d.text_version, s.place, s.locale,
           false, ${NO_CONSENT}::smallint, s.consented_at, s.confirmed_at, s.source
      from unnest(${each((s) => s.key)}::bytea[], ${each((s) => s.person)}::bytea[],
                  ${each((s) => s.place)}::text[], ${each((s) => s.locale)}::text[],
                  ${each((s) => s.consentedAt.toISOString())}::timestamptz[],
                  ${each((s) => s.confirmedAt.toISOString())}::timestamptz[],
                  ${each((s) => s.source)}::text[], ${each((s) => s.slugs.join())}::text[])
           as s (signer_key, person, place, locale, consented_at, confirmed_at, source, slugs)
      join demand d on d.slug = any (string_to_array(s.slugs, ','))
     order by s.signer_key, d.id`.execute(tx);
  await setTallies(tx, [...demands.keys()], now);
}

/** The postcode is left out: whoever does not exist has none. */
function sealed(keys: Keys, signer: SampleSigner) {
  const key = signerKey(keys, signer.address);
  const { name, address } = signer;
  return {
    ...signer,
    key,
    person: seal(keys, key, packPerson({ name, address, postcode: null })).bytes,
  };
}
