/** One-time sign-in links: asked for, mailed, used once. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { uuidBytes, uuidOf, uuidv7 } from "#db/uuid.ts";
import { enqueue, pretend } from "#emails/outbox.ts";

import { type Keys, linkToken, readLinkToken } from "../keys.server.ts";
import { sealNobody, sealTo } from "../mail/seal-to.server.ts";
import { writeAudit } from "./audit.server.ts";
import {
  hasOrganiser,
  holdOrganiser,
  insertOrganiser,
  lockOrganisers,
  organiserKey,
} from "./add-organiser.server.ts";

import { addressOf } from "./organiser-address.server.ts";
import { dayAround, nextSignInMail } from "./sign-in-pace.ts";

const MINUTE = 60_000;
/** Minutes that the link opens which the demo's first start prints. */
const FIRST_LINK_MINUTES = 24 * 60;
/** No link opens longer, and none counts longer. */
const LIFE = 24 * 60 * MINUTE;

/** The first of two numbers; the second is made of the address. */
const ASK_LOCK = 8_012_030;

/**
 * Mails a link to an organiser, at the pace of `nextSignInMail`. For anybody else, and while a mail is
 * on its way, the same is looked up, sealed and written, but the link is a dead one and its mail leaves
 * never: neither the answer nor the time it takes tells who is an organiser.
 * @param address as `readAddress` gave it
 */
export async function askToSignIn(db: Db, keys: Keys, address: string, now: Date): Promise<void> {
  const email_key = organiserKey(keys, address);
  await db.transaction().execute(async (tx) => {
    // who asks twice at once waits in turn, as an organiser's row alone would have them do
    await sql`select pg_advisory_xact_lock(${ASK_LOCK}, ${email_key.readInt32BE(0)})`.execute(tx);
    const known = await tx
      .selectFrom("organiser")
      .select(["id", "email_key", "email", "key_version"])
      .where("email_key", "=", email_key)
      .forUpdate()
      .executeTakeFirst();
    const envelope = sealTo(keys, known ? addressOf(keys, known) : address, now);
    const day = dayAround(now);
    const unused = await tx
      .selectFrom("organiser_link")
      .select("created_at")
      .where("organiser_id", "=", known?.id ?? 0)
      .where("used_at", "is", null)
      .where("created_at", ">", day.from)
      .where("created_at", "<=", day.to)
      .execute();
    const next = nextSignInMail(
      unused.map(({ created_at }) => created_at),
      now,
    );
    const goes = known !== undefined && next !== undefined;
    const { at, minutes } = next ?? { at: now, minutes: 0 };
    const link = uuidv7(now);
    await tx
      .insertInto("organiser_link")
      .values({
        ...{ id: link, created_at: at, minutes },
        ...(goes
          ? { organiser_id: known.id, used_at: null }
          : { organiser_id: null, used_at: now }),
      })
      .execute();
    const mail = { kind: "sign-in", params: { link, minutes } } as const;
    if (goes) return enqueue(tx, [{ ...mail, envelope: { ...envelope, notBefore: at } }], now);
    const recipient = sealNobody(keys, envelope);
    return pretend(tx, [{ ...mail, envelope: { ...envelope, recipient } }], now);
  });
}

/**
 * A link for who has a shell on the server: it waits for no mail.
 * @param address as `readAddress` gave it
 * @returns its token, or undefined where the address is no organiser's
 */
export async function makeLink(
  db: Db,
  keys: Keys,
  address: string,
  now: Date,
): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom("organiser")
      .select("id")
      .where("email_key", "=", organiserKey(keys, address))
      .forUpdate()
      .executeTakeFirst();
    if (!known) return undefined;
    const id = uuidv7(now);
    const link = { id, organiser_id: known.id, created_at: now };
    await tx.insertInto("organiser_link").values(link).execute();
    const change = { action: "organiser.link", subject: `organiser ${known.id}` };
    await writeAudit(tx, null, change, now);
    return linkToken(keys, "sign-in", uuidBytes(id));
  });
}

/** @returns the token of a link that makes the first owner, or undefined when there is an organiser */
export async function makeFirstLink(db: Db, keys: Keys, now: Date): Promise<string | undefined> {
  if (await hasOrganiser(db)) return undefined;
  const id = uuidv7(now);
  await db
    .insertInto("organiser_link")
    .values({ id, organiser_id: null, created_at: now, minutes: FIRST_LINK_MINUTES })
    .execute();
  return linkToken(keys, "sign-in", uuidBytes(id));
}

/** The id in a link of ours, or undefined when it is forged. */
export function readSignInLink(keys: Keys, token: string): string | undefined {
  const id = readLinkToken(keys, "sign-in", token);
  return id && uuidOf(id);
}

/** True in SQL while a link still opens. */
const stillOpens = (now: Date) => sql<boolean>`used_at is null
  and created_at + make_interval(mins => minutes) > ${now}::timestamptz
  and (organiser_id is not null or not exists (select from organiser))`;

/** Whether a link would sign in; changes nothing. */
export async function isLinkOpen(db: Db, id: string, now: Date): Promise<boolean> {
  const link = await db
    .selectFrom("organiser_link")
    .select("id")
    .where("id", "=", id)
    .where(stillOpens(now))
    .executeTakeFirst();
  return link !== undefined;
}

/**
 * Uses a link up, once whatever races. The first link of all makes the owner.
 * @param ownerAddress whose address the first owner has; undefined where no link makes one
 * @returns the organiser's id, or undefined when the link was used or is too old
 */
export async function takeLink(
  tx: Transaction<Database>,
  keys: Keys,
  id: string,
  ownerAddress: string | undefined,
  now: Date,
): Promise<number | undefined> {
  const kind = await tx
    .selectFrom("organiser_link")
    .select("organiser_id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (kind?.organiser_id === null) {
    if (ownerAddress === undefined) return undefined;
    await lockOrganisers(tx);
  } else if (kind) await holdOrganiser(tx, kind.organiser_id);
  const link = await tx
    .updateTable("organiser_link")
    .set({ used_at: now })
    .where("id", "=", id)
    .where(stillOpens(now))
    .returning("organiser_id")
    .executeTakeFirst();
  if (!link) return undefined;
  const organiser =
    link.organiser_id ?? (await insertOrganiser(tx, keys, ownerAddress!, "owner", now));
  const subject = `organiser ${organiser}`;
  await writeAudit(tx, organiser, { action: "organiser.sign-in", subject }, now);
  return organiser;
}

/** No link that was mailed before signs anybody in. */
export async function endAllLinks(tx: Db): Promise<void> {
  await tx.deleteFrom("organiser_link").execute();
}

/** Forgets every link that opens nothing any more; every night. */
export async function forgetSignInLinks(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom("organiser_link")
    .where("created_at", "<", new Date(now.getTime() - LIFE))
    .execute();
}
