/** Finds out which mail domain a key stands for, from the address of one who signed there. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import { type Keys, unseal } from "../keys.server.ts";
import { registeredDomain } from "./mail-domain.ts";
import { unpackPerson } from "./person.ts";

/**
 * Looks at the newest signing of each, within the week that signings are kept.
 * @returns names by key; without those of whom no signing can be read
 */
export async function nameDomains(
  db: Db,
  keys: Keys,
  domainKeys: readonly string[],
): Promise<Map<string, string>> {
  if (domainKeys.length === 0) return new Map();
  const { rows } = await sql<{
    key: string;
    signer_key: Buffer;
    key_version: number;
    person: Buffer;
  }>`
    select g.key, s.signer_key, s.key_version, s.person
      from unnest(${domainKeys}::text[]) as g (key)
      cross join lateral (
        select signer_key, key_version, person from signing
         where domain_key = g.key::bigint order by id desc limit 1
      ) s`.execute(db);
  return new Map(
    rows.flatMap(({ key, signer_key, key_version, person }) => {
      const domain = readDomain(keys, signer_key, { bytes: person, keyVersion: key_version });
      return domain === undefined ? [] : [[key, domain]];
    }),
  );
}

/** @returns undefined where the person cannot be read */
function readDomain(
  keys: Keys,
  owner: Buffer,
  sealed: Parameters<typeof unseal>[2],
): string | undefined {
  try {
    const { address } = unpackPerson(unseal(keys, owner, sealed));
    return registeredDomain(address.slice(address.lastIndexOf("@") + 1));
  } catch {
    return undefined;
  }
}
