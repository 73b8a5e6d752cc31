/** Pauses and halts of mail, kept in the database so that every process and the organisers see them. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Row } from "#db/schema.ts";

import type { Answer, Transport } from "./transports/transport.ts";

type TransportName = Transport["name"];

/** True in SQL while nothing may leave by this transport. */
export function isPaused(transport: TransportName, now: Date) {
  return sql<boolean>`exists (select from mail_pause
    where transport = ${transport} and (halted or until > ${now}))`;
}

/** Stores what an answer says of pausing; of two pauses the longer one holds. */
export async function pauseMail(
  db: Db,
  transport: TransportName,
  { pause, halt }: Pick<Answer, "pause" | "halt">,
  now: Date,
): Promise<void> {
  if (!pause && halt === undefined) return;
  await db
    .insertInto("mail_pause")
    .values({
      transport,
      until: pause?.until ?? now,
      reason: halt ?? pause?.reason ?? "",
      halted: halt !== undefined,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.column("transport").doUpdateSet({
        until: sql`greatest(mail_pause.until, excluded.until)`,
        reason: sql`case when excluded.halted or (excluded.until > mail_pause.until and not
          (mail_pause.halted)) then excluded.reason else mail_pause.reason end`,
        halted: sql`mail_pause.halted or excluded.halted`,
        created_at: sql`excluded.created_at`,
      }),
    )
    .execute();
}

/** Ends a halt and any pause: mails leave again from now on. */
export async function resumeMail(db: Db, transport: TransportName): Promise<void> {
  await db.deleteFrom("mail_pause").where("transport", "=", transport).execute();
}

/** Ends a halt alone; a quota that is used up stays so. */
export async function liftHalt(db: Db, transport: TransportName): Promise<void> {
  await db
    .deleteFrom("mail_pause")
    .where("transport", "=", transport)
    .where("halted", "=", true)
    .execute();
}

/** What organisers should see: a halt, or a pause of more than a minute; its `reason` is a sentence. */
export async function getMailPause(
  db: Db,
  transport: TransportName,
  now: Date,
): Promise<Row<"mail_pause"> | undefined> {
  const minute = new Date(now.getTime() + 60_000);
  return db
    .selectFrom("mail_pause")
    .selectAll()
    .where("transport", "=", transport)
    .where((eb) => eb.or([eb("halted", "=", true), eb("until", ">", minute)]))
    .executeTakeFirst();
}
