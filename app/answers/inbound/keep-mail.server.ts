/** Keeps what a mail says, sealed, with what it is and whose; done once, whoever has read it. */
import type { Db } from "#db/connection.ts";
import type { InboundKind } from "#db/schema.ts";
import { inboundMailOwner } from "#db/sealed.ts";

import { type Keys, seal, unseal } from "../../keys.server.ts";
import type { CopyName } from "../../letters/copy-links.server.ts";
import type { CaseworkSign } from "../casework.ts";
import type { Claimed } from "./claim.server.ts";
import type { KeptMail } from "./mail.ts";
import type { Doubt } from "./reading/known-sender.ts";

export interface Found {
  copy: CopyName | undefined;
  kind: InboundKind;
  sign: string | undefined;
  doubt: Doubt | undefined;
  casework: readonly CaseworkSign[];
  mail: KeptMail;
}

/** @returns whether it was still this worker's to keep */
export async function keepMail(
  tx: Db,
  keys: Keys,
  { id, tries }: Claimed,
  { copy, kind, sign, doubt, casework, mail }: Found,
): Promise<boolean> {
  const { bytes, keyVersion } = seal(keys, inboundMailOwner(id), JSON.stringify(mail));
  const { numUpdatedRows } = await tx
    .updateTable("inbound_mail")
    .set({
      ...{ letter_id: copy?.letterId ?? null, member_id: copy?.memberId ?? null, due_at: null },
      ...{ kind, sign: sign ?? null, doubt: doubt ?? null, casework: [...casework] },
      ...{ sealed: bytes, key_version: keyVersion },
    })
    .where("id", "=", id)
    .where("tries", "=", tries)
    .where("due_at", "is not", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface SealedRow {
  id: number;
  sealed: Buffer | null;
  key_version: number | null;
}

/** @returns undefined where nothing could be read, or it was purged */
export function openMail(keys: Keys, row: SealedRow | undefined): KeptMail | undefined {
  if (!row?.sealed) return undefined;
  const sealed = { bytes: row.sealed, keyVersion: row.key_version! };
  return JSON.parse(unseal(keys, inboundMailOwner(row.id), sealed)) as KeptMail;
}
