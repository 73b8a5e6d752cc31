/** Confirms a letter from its writer's inbox: from then on it waits for its turn, or for a person to look. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database, OwnLetterWhy, Row } from "#db/schema.ts";

import type { Keys } from "../keys.server.ts";
import type { OwnLetter } from "../signatures/own-letters/own-letter.ts";
import { getAddressee } from "./addressee.server.ts";
import { type HeldTasks, tellHeld } from "./held/tell-held.server.ts";
import { ownWords } from "./letter-text.ts";
import { sketchOf } from "./meter.ts";
import { openOwnLetter } from "../signatures/own-letters/open.server.ts";
import { packSketch, shingleHash } from "./sealed.server.ts";
import { threatens } from "./threats.ts";
import { listLately } from "./writer.server.ts";

type Tx = Transaction<Database>;

/** More than so many within an hour to one member, or a day from one person, wait for somebody to look. */
const MOST_TO_A_MEMBER = 40;
const MOST_OF_A_WRITER = 3;
const HOUR = 3_600_000;

export type Confirmed = "waits" | "held" | "again" | "lately" | "unreachable" | "gone";

/** All letters of a writer are locked, so that of two about one demand one is confirmed. */
export async function confirmLetter(
  { db, keys, live, raise }: { db: Db; keys: Keys; live: boolean } & Pick<HeldTasks, "raise">,
  id: string,
  now: Date,
): Promise<Confirmed> {
  return db.transaction().execute(async (tx) => {
    const row = await lockLetter(tx, id);
    const letter = row && openOwnLetter(keys, row);
    if (!row || !letter) return "gone";
    if (row.state !== "typed") return "again";
    const lately = await listLately(tx, row.signer_key, row.member_id, now);
    if (lately.has(row.demand_id)) return "lately";
    const addressee = await getAddressee(tx, row.area_code, live);
    if (addressee?.memberId !== row.member_id || !(await isSigned(tx, row))) return "unreachable";
    const why = await holdFor(tx, row, letter, now);
    await tx
      .updateTable("own_letter")
      .set({
        ...{ state: why ? "held" : "waiting", why, confirmed_at: now },
        sketch: packSketch(sketchOf(ownWords(letter), shingleHash(keys))),
      })
      .where("id", "=", id)
      .execute();
    if (why) await tellHeld(tx, { raise }, now);
    return why ? "held" : "waits";
  });
}

async function lockLetter(tx: Tx, id: string): Promise<Row<"own_letter"> | undefined> {
  const { rows } = await sql<Row<"own_letter">>`
    select * from own_letter
     where signer_key = (select signer_key from own_letter where id = ${id})
     order by id for update`.execute(tx);
  return rows.find((row) => row.id === id);
}

async function isSigned(tx: Tx, row: Row<"own_letter">): Promise<boolean> {
  const { rows } = await sql`
    select from signature s join demand d on d.id = s.demand_id and d.state = 'open'
     where s.demand_id = ${row.demand_id} and s.signer_key = ${row.signer_key}
       and s.set_aside is null`.execute(tx);
  return rows.length > 0;
}

async function holdFor(
  tx: Tx,
  row: Row<"own_letter">,
  { ask, why, name, address }: OwnLetter,
  now: Date,
): Promise<Extract<OwnLetterWhy, "threat" | "rate"> | null> {
  if (threatens([ask, why, name, address].join("\n"))) return "threat";
  const { rows } = await sql<{ toMember: number; ofWriter: number }>`
    select (select count(*)::int from own_letter where member_id = ${row.member_id}
             and confirmed_at > ${new Date(now.getTime() - HOUR)}) as "toMember",
           (select count(*)::int from own_letter where signer_key = ${row.signer_key}
             and confirmed_at > ${new Date(now.getTime() - 24 * HOUR)}) as "ofWriter"`.execute(tx);
  const { toMember, ofWriter } = rows[0]!;
  return toMember >= MOST_TO_A_MEMBER || ofWriter >= MOST_OF_A_WRITER ? "rate" : null;
}
