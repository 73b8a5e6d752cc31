/** Writes and addresses the mails of a batch. */
import { type DeliveryTools, KeyMissing } from "./delivery-tools.ts";
import type { FrozenBatch, MailRow } from "./freeze-batch.ts";
import { type Parcel, packMail } from "./parcel.ts";
import type { MailTools } from "../registry.ts";
import type { Mail } from "../message.ts";
import { readMail } from "../read-mail.ts";
import { leaveOut } from "./settle-batch.ts";

/** A mail as it leaves, and the address that it was made out to. */
export interface Packed {
  parcel: Parcel;
  address: string;
}

/**
 * Mails that cannot be written are left out of the batch; they have failed.
 * @throws KeyMissing where one waits for a process that has its key
 */
export async function packBatch(delivery: DeliveryTools, batch: FrozenBatch): Promise<Packed[]> {
  const packed: Packed[] = [];
  const unwritable: string[] = [];
  const mails = batch.rows.map((row) => ({ row, mail: readMail(row.kind, row.params) }));
  const updates = mails.flatMap(({ mail }) => (mail?.kind === "update" ? mail.params.update : []));
  const own = mails.flatMap(({ mail }) => (mail && "own" in mail.params ? mail.params.own : []));
  const tools = await delivery.toolsOf(batch.letterhead, [...new Set(updates)], own);
  for (const { row, mail } of mails) {
    const one = mail && pack(delivery, tools, row, mail);
    if (one) packed.push(one);
    else unwritable.push(row.id);
  }
  if (unwritable.length > 0) {
    const problem = "the recipient or the contents could not be read";
    const { db, hearer, clock } = delivery;
    await leaveOut(db, hearer, batch, unwritable, problem, clock());
    delivery.log.warn({ batch: batch.id, mails: unwritable.length }, `Mails failed: ${problem}`);
  }
  return packed;
}

function pack(
  { openRecipient, live }: DeliveryTools,
  tools: MailTools,
  row: MailRow,
  mail: Mail,
): Packed | undefined {
  try {
    const address = openRecipient(row);
    const outgoing = { ...mail, id: row.id, locale: row.locale, to: address };
    return { parcel: packMail(outgoing, tools, live), address };
  } catch (error) {
    if (error instanceof KeyMissing) throw error;
    return undefined;
  }
}
