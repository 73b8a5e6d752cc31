/** Puts the invitations whose turn it is into the outbox, but for those whom it must not go to. */
import { sql, type Transaction } from "kysely";

import type { Database, Row } from "#db/schema.ts";
import { enqueue } from "#emails/outbox.ts";

import { listDemandsById } from "../../demands/get-demand.server.ts";
import { type Keys, unseal } from "../../keys.server.ts";
import { sealTo } from "../../mail/seal-to.server.ts";
import { NOBODY } from "./list.ts";
import { isBarred, listSetAside } from "./set-aside.server.ts";
import { dropInvites } from "./settle-invites.server.ts";

type Tx = Transaction<Database>;

interface Opened extends Pick<Row<"invite">, "place" | "locale"> {
  address: string;
  signerKey: Buffer;
  inboxKey: Buffer;
}

/**
 * @param list one that is locked @param most addresses that have their turn
 * @returns how many had it
 */
export async function mailInvites(
  tx: Tx,
  keys: Keys,
  list: Row<"invite_list">,
  most: number,
  now: Date,
): Promise<number> {
  const turn = await holdNext(tx, keys, list.id, most);
  const not = await listSetAside(tx, turn, { invited: false }, now);
  const first = await noteInvited(
    tx,
    turn.filter(({ address }, index) => address !== NOBODY && !not.has(index)),
    now,
  );
  const invited = turn.filter(({ inboxKey }) => first.has(inboxKey.toString("hex")));
  await queue(tx, keys, list, invited, now);
  const places = new Set(invited.map(({ place }) => place));
  const others = turn.map(({ place }) => place).filter((place) => !places.has(place));
  await dropInvites(tx, list.id, sql`place = any (${others}::int[])`);
  return turn.length;
}

async function holdNext(tx: Tx, keys: Keys, id: number, most: number): Promise<Opened[]> {
  const rows = await tx
    .selectFrom("invite")
    .selectAll()
    .where("list_id", "=", id)
    .where("mail_id", "is", null)
    .orderBy("place")
    .limit(most)
    .forUpdate()
    .execute();
  return rows.map(({ place, locale, signer_key, inbox_key, address, key_version }) => ({
    ...{ place, locale, signerKey: signer_key, inboxKey: inbox_key },
    address: unseal(keys, signer_key, { bytes: address, keyVersion: key_version }),
  }));
}

/** The primary key decides between lists that hold the same inbox. @returns those that were not invited lately */
async function noteInvited(tx: Tx, turn: readonly Opened[], now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ inbox_key: Buffer }>`
    insert into invited as i (inbox_key, signer_key, invited_at)
    select inbox, signer, ${now}
      from unnest(${turn.map((one) => one.inboxKey)}::bytea[],
                  ${turn.map((one) => one.signerKey)}::bytea[]) as one (inbox, signer)
     order by inbox
    on conflict (inbox_key) do update
      set signer_key = excluded.signer_key, invited_at = excluded.invited_at
    where not ${isBarred("i", now)}
    returning inbox_key`.execute(tx);
  return new Set(rows.map((row) => row.inbox_key.toString("hex")));
}

async function queue(
  tx: Tx,
  keys: Keys,
  list: Row<"invite_list">,
  invited: readonly Opened[],
  now: Date,
): Promise<void> {
  const { id, demand_id, collector, collected, wording } = list;
  const demands = new Map<string, { slug: string; title: string }>();
  for (const locale of new Set(invited.map((one) => one.locale))) {
    const [demand] = await listDemandsById(tx, [demand_id], locale);
    demands.set(locale, demand!);
  }
  const mails = invited.map(({ address, locale, signerKey }) => {
    const envelope = { ...sealTo(keys, address, now), locale, recipientKey: signerKey };
    const { slug, title } = demands.get(locale)!;
    const params = { invite: envelope.id, list: id, slug, title, collector, collected, wording };
    return { kind: "sign-invitation" as const, params, envelope };
  });
  await enqueue(tx, mails, now);
  await sql`
    update invite v set mail_id = mail.id
      from unnest(${invited.map(({ place }) => place)}::int[],
                  ${mails.map(({ envelope }) => envelope.id)}::uuid[]) as mail (place, id)
     where v.list_id = ${id} and v.place = mail.place`.execute(tx);
}
