/** Finds what is kept of one person by their exact address, to answer their question; nobody else is found by it. */
import type { Db } from "#db/connection.ts";

import { type Keys, signerKey } from "../keys.server.ts";
import { canonicalAddress } from "../signatures/address.ts";
import type { Standing } from "../signatures/set-aside.server.ts";

export interface FoundSignature {
  demandId: number;
  standing: Standing;
  place: string;
  confirmedAt: Date;
}

export interface FoundSigning {
  demandIds: number[];
  place: string;
  createdAt: Date;
}

export interface FoundPerson {
  /** The newest first. */
  signatures: FoundSignature[];
  /** Forms of the last week, confirmed or not. */
  signings: FoundSigning[];
}

/** @param address as `readAddress` gave it */
export async function findPerson(db: Db, keys: Keys, address: string): Promise<FoundPerson> {
  const key = signerKey(keys, canonicalAddress(address));
  const signatures = await db
    .selectFrom("signature")
    .select(["demand_id", "set_aside", "place", "confirmed_at"])
    .where("signer_key", "=", key)
    .orderBy("confirmed_at", "desc")
    .orderBy("demand_id")
    .execute();
  const signings = await db
    .selectFrom("signing")
    .select(["demand_ids as demandIds", "place", "created_at as createdAt"])
    .where("signer_key", "=", key)
    .orderBy("id", "desc")
    .execute();
  return {
    signatures: signatures.map(({ demand_id, set_aside, place, confirmed_at }) => ({
      ...{ demandId: demand_id, standing: set_aside ?? "counted" },
      ...{ place, confirmedAt: confirmed_at },
    })),
    signings,
  };
}
