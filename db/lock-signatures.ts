/** Locks signatures, one after the other, in the order in which confirming and withdrawing lock them. */
import { type RawBuilder, sql } from "kysely";

/** One signature, by its primary key. */
export interface SignatureKey {
  demandId: number;
  signerKey: Buffer;
}

/** For a `from`: those of them that are there, as they are once they are locked, until the transaction ends. */
export const lockSignatures = (signatures: readonly SignatureKey[]): RawBuilder<unknown> => sql`
  lock_signatures(${signatures.map(({ demandId }) => demandId)}::int[],
                  ${signatures.map(({ signerKey }) => signerKey)}::bytea[])`;
