/** One-time sign-in links: asked for, mailed, used once. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { uuidBytes, uuidOf, uuidv7 } from "#db/uuid.ts";
import { enqueue } from "#emails/outbox.ts";

import { type Keys, linkToken, readLinkToken } from "../keys.server.ts";
import { sealTo } from "../mail/seal-to.server.ts";
import { writeAudit } from "./audit.server.ts";
import {
  hasOrganiser,
  insertOrganiser,
  lockOrganisers,
  organiserKey,
} from "./add-organiser.server.ts";

import { addressOf } from "./organiser-address.server.ts";

const MINUTE = 60_000;
/** A mailed link. */
const LINK_LIFE = 10 * MINUTE;
/** The link that the demo's first start prints. */
const FIRST_LINK_LIFE = 24 * 60 * MINUTE;
/** Mails to one organiser within a link's life. */
const MOST_LINKS = 3;

/**
 * Mails a link to an organiser. For anybody else, and for an organiser who asks too often, the same
 * is looked up, sealed and written, but the link is a dead one that nobody is told of: neither the
 * answer nor the time it takes tells who is an organiser.
 * @param address as `readAddress` gave it
 */
export async function askToSignIn(db: Db, keys: Keys, address: string, now: Date): Promise<void> {
  const email_key = organiserKey(keys, address);
  const link = uuidv7(now);
  await db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom("organiser")
      .select(["id", "email_key", "email", "key_version"])
      .where("email_key", "=", email_key)
      .forUpdate()
      .executeTakeFirst();
    const own = known ? addressOf(keys, known) : address;
    const envelope = sealTo(keys, own, now);
    const { recent } = await tx
      .selectFrom("organiser_link")
      .select((eb) => eb.fn.countAll<number>().as("recent"))
      .where("organiser_id", "=", known?.id ?? 0)
      .where("created_at", ">", new Date(now.getTime() - LINK_LIFE))
      // those made before the clock was set back keep nobody out until it has caught up
      .where("created_at", "<", new Date(now.getTime() + LINK_LIFE))
      .executeTakeFirstOrThrow();
    const opens = known && recent < MOST_LINKS;
    await tx
      .insertInto("organiser_link")
      .values(
        opens
          ? { id: link, organiser_id: known.id, created_at: now }
          : { id: link, organiser_id: null, created_at: now, used_at: now },
      )
      .execute();
    if (!opens) return;
    await enqueue(tx, [{ kind: "sign-in", params: { link }, envelope }], now);
  });
}

/** @returns the token of a link that makes the first owner, or undefined when there is an organiser */
export async function makeFirstLink(db: Db, keys: Keys, now: Date): Promise<string | undefined> {
  if (await hasOrganiser(db)) return undefined;
  const id = uuidv7(now);
  await db
    .insertInto("organiser_link")
    .values({ id, organiser_id: null, created_at: now })
    .execute();
  return linkToken(keys, "sign-in", uuidBytes(id));
}

/** The id in a link of ours, or undefined when it is forged. */
export function readSignInLink(keys: Keys, token: string): string | undefined {
  const id = readLinkToken(keys, "sign-in", token);
  return id && uuidOf(id);
}

/** True in SQL while a link still opens. */
const stillOpens = (now: Date) => sql<boolean>`used_at is null and created_at >
  case when organiser_id is null then ${new Date(now.getTime() - FIRST_LINK_LIFE)}::timestamptz
       else ${new Date(now.getTime() - LINK_LIFE)}::timestamptz end
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
  }
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

/** Forgets every link that opens nothing any more; every night. */
export async function forgetSignInLinks(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom("organiser_link")
    .where("created_at", "<", new Date(now.getTime() - FIRST_LINK_LIFE))
    .execute();
}
