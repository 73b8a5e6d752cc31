import { sql } from "kysely";
import { expect, test } from "vitest";

import { seal, signerKey, unseal } from "#app/keys.server.ts";
import { getOrganiserAddress } from "#app/organisers/organiser-address.server.ts";
import { addOrganiser, removeOrganiser } from "#app/organisers/add-organiser.server.ts";
import { isAtLeast, roles } from "#app/organisers/organiser.ts";
import { respellOrganisers } from "#app/organisers/respell-organisers.server.ts";
import { listAudit } from "#app/organisers/audit.server.ts";
import { endSessions, getSession, signIn, signOut } from "#app/organisers/session.server.ts";
import {
  askToSignIn,
  forgetSignInLinks,
  isLinkOpen,
  makeFirstLink,
  readSignInLink,
} from "#app/organisers/sign-in-link.server.ts";
import { uuidBytes } from "#db/uuid.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { organiser } from "./support/letters.ts";
import { until } from "./support/mails.ts";

type Db = Parameters<typeof askToSignIn>[0];

const enter = (db: Db, id: string, at = now, oldToken?: string) =>
  signIn(db, keys, { id, ownerAddress: "campaign@example.org", oldToken }, at);

/** Mails that leave, or wait for their time. */
const countQueued = async (db: Db) =>
  (await db.selectFrom("mail_message").select("id").where("state", "=", "queued").execute()).length;

/** Asks for a link. @returns its id, from the newest mail */
async function ask(db: Db, address = "ann@example.org", at = now): Promise<string> {
  await askToSignIn(db, keys, address, at);
  const { params } = await db
    .selectFrom("mail_message")
    .select("params")
    .where("kind", "=", "sign-in")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  return (params as { link: string }).link;
}

test("the mail goes to the organiser’s address, first in the queue; strangers get none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db, "ann+desk@example.org");
  await askToSignIn(db, keys, "stranger@example.org", now);
  await askToSignIn(db, keys, "ANN+desk@example.org", now);
  const mails = await db
    .selectFrom("mail_message")
    .selectAll()
    .where("state", "=", "queued")
    .execute();
  expect(mails).toMatchObject([{ kind: "sign-in", priority: 0, recipient_key: null }]);
  const [{ id, recipient, key_version }] = mails as [(typeof mails)[number]];
  const to = unseal(keys, uuidBytes(id), { bytes: recipient, keyVersion: key_version });
  expect(to).toBe("ann+desk@example.org");
});

test("an organiser whose address is spelled otherwise by a newer version still signs in", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const address = "ivan.petrov+desk@ya.ru";
  const id = await organiser(db, address);
  await organiser(db, "ann@example.org");
  const sealed = (spelling: string) => {
    const email_key = signerKey(keys, spelling);
    return { email_key, email: seal(keys, email_key, address).bytes };
  };
  await db.updateTable("organiser").set(sealed(address)).where("id", "=", id).execute();
  const mails = () => countQueued(db);
  await askToSignIn(db, keys, address, now);
  expect(await mails()).toBe(0);
  for (let start = 0; start < 2; start++) await respellOrganisers(db, keys);
  await askToSignIn(db, keys, address, now);
  await askToSignIn(db, keys, "ann@example.org", now);
  expect(await mails()).toBe(2);
  expect(await getOrganiserAddress(db, keys, id)).toBe(address);
});

test("what is written for a stranger opens nothing, even while there is no organiser", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await askToSignIn(db, keys, "stranger@example.org", now);
  const links = await db.selectFrom("organiser_link").select("id").execute();
  expect(links).toHaveLength(1);
  expect(await isLinkOpen(db, links[0]!.id, now)).toBe(false);
  expect(await enter(db, links[0]!.id)).toBeUndefined();
  const kept = async () => (await db.selectFrom("organiser_link").select("id").execute()).length;
  await forgetSignInLinks(db, later(86_000));
  expect(await kept()).toBe(1);
  await forgetSignInLinks(db, later(86_401));
  expect(await kept()).toBe(0);
});

test("who asks twice at once waits in turn, whether or not the address is an organiser’s", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  const waits: number[] = [];
  for (const address of ["ann@example.org", "stranger@example.org"]) {
    let asked: Promise<unknown> = Promise.resolve();
    await db.transaction().execute(async (tx) => {
      // nothing can be written into the outbox
      await sql`lock table mail_message in exclusive mode`.execute(tx);
      asked = Promise.all([1, 2, 3].map(() => askToSignIn(db, keys, address, now)));
      const count = async (kinds: readonly string[]) => {
        const { rows } = await sql<{ count: number }>`
          select count(*)::int as count from pg_locks l join pg_stat_activity a using (pid)
           where not l.granted and a.datname = current_database()
             and l.locktype = any (${kinds}::text[])`.execute(db);
        return rows[0]!.count;
      };
      const any = ["relation", "advisory", "transactionid", "tuple"];
      await until(async () => (await count(any)) === 3);
      waits.push(await count(["relation"]));
    });
    await asked;
  }
  expect(waits).toEqual([1, 1]);
});

test("a link pressed twenty times at once signs in once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const ann = await organiser(db);
  const link = await ask(db);
  expect(await isLinkOpen(db, link, now)).toBe(true);
  const tokens = await Promise.all(Array.from({ length: 20 }, () => enter(db, link)));
  const given = tokens.filter((token) => token !== undefined);
  expect(given).toHaveLength(1);
  expect(await getSession(db, given[0]!, now)).toEqual({ id: ann, role: "owner", signedInAt: now });
  expect(await isLinkOpen(db, link, now)).toBe(false);
  expect(await db.selectFrom("organiser_session").selectAll().execute()).toHaveLength(1);
});

test("a link is good for ten minutes", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  const link = await ask(db);
  expect(await enter(db, link, later(600))).toBeUndefined();
  expect(await enter(db, link, later(599))).toBeDefined();
});

test("a session ends after 30 idle minutes, after 12 hours, and when it is ended", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  const idle = (await enter(db, await ask(db)))!;
  expect(await getSession(db, idle, later(29 * 60))).toBeDefined();
  expect(await getSession(db, idle, later(58 * 60))).toBeDefined();
  expect(await getSession(db, idle, later(89 * 60))).toBeUndefined();

  const long = (await enter(db, await ask(db, undefined, later(1)), later(1)))!;
  for (let minute = 20; minute < 12 * 60; minute += 20)
    expect(await getSession(db, long, later(minute * 60))).toBeDefined();
  expect(await getSession(db, long, later(12 * 3600 + 2))).toBeUndefined();

  const ended = (await enter(db, await ask(db, undefined, later(2)), later(2)))!;
  await signOut(db, ended, later(2));
  expect(await getSession(db, ended, later(2))).toBeUndefined();
  await signOut(db, ended, later(2));
  const { entries } = await listAudit(db);
  expect(entries.filter(({ action }) => action === "organiser.sign-out")).toHaveLength(1);
  expect(await getSession(db, "nonsense", now)).toBeUndefined();

  const kept = async () => (await db.selectFrom("organiser_session").selectAll().execute()).length;
  expect(await kept()).toBe(2);
  await endSessions(db, later(12 * 3600 + 2));
  expect(await kept()).toBe(0);
});

test("signing in again ends the session that the browser had, and the token is not stored", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  const first = (await enter(db, await ask(db)))!;
  const second = (await enter(db, await ask(db, undefined, later(1)), later(1), first))!;
  expect(second).not.toBe(first);
  expect(await getSession(db, first, later(1))).toBeUndefined();
  const [row] = await db.selectFrom("organiser_session").select("token_hash").execute();
  expect(row!.token_hash.toString("base64url")).not.toBe(second);
});

test("the first start’s link makes one owner, only while there is no organiser", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const tokens = await Promise.all([1, 2, 3].map(() => makeFirstLink(db, keys, now)));
  const links = tokens.map((token) => readSignInLink(keys, token!)!);
  const entered = await Promise.all(
    [...links, ...links].map((link) => enter(db, link, later(23 * 3600))),
  );
  expect(entered.filter((token) => token !== undefined)).toHaveLength(1);
  const [owner, ...others] = await db.selectFrom("organiser").select(["id", "role"]).execute();
  expect(others).toEqual([]);
  expect(owner!.role).toBe("owner");
  expect(await getOrganiserAddress(db, keys, owner!.id)).toBe("campaign@example.org");
  expect(await makeFirstLink(db, keys, now)).toBeUndefined();
});

test("the first start’s link is of no use a day later, or once somebody was added", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const link = readSignInLink(keys, (await makeFirstLink(db, keys, now))!)!;
  expect(await isLinkOpen(db, link, later(86_400))).toBe(false);
  expect(await isLinkOpen(db, link, later(86_000))).toBe(true);
  await organiser(db);
  expect(await isLinkOpen(db, link, now)).toBe(false);
  expect(await enter(db, link)).toBeUndefined();
});

test("a forged link is nobody’s", () => {
  expect(readSignInLink(keys, "A".repeat(43))).toBeUndefined();
  expect(readSignInLink(keys, "short")).toBeUndefined();
});

test("the first organiser is an owner, and one owner always stays", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const add = (address: string, role?: (typeof roles)[number]) =>
    addOrganiser(db, keys, address, role, now);
  expect(await add("ann@example.org", "viewer")).toEqual({ result: "added", role: "owner" });
  expect(await add("olena@example.org")).toEqual({ result: "added", role: "organiser" });
  expect(await add("Olena@Example.org")).toEqual({ result: "unchanged", role: "organiser" });
  expect(await add("ann@example.org", "viewer")).toEqual({ result: "last-owner" });
  expect(await removeOrganiser(db, keys, "ann@example.org", now)).toBe("last-owner");
  expect(await add("olena@example.org", "owner")).toEqual({ result: "changed", role: "owner" });
  expect(await removeOrganiser(db, keys, "ann@example.org", now)).toBe("removed");
  expect(await removeOrganiser(db, keys, "ann@example.org", now)).toBe("unknown");
});

test("a role that is taken away is gone from the session at once", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  await organiser(db, "olena@example.org");
  const token = (await enter(db, await ask(db, "olena@example.org")))!;
  await addOrganiser(db, keys, "olena@example.org", "viewer", now);
  expect((await getSession(db, token, now))?.role).toBe("viewer");
  await removeOrganiser(db, keys, "olena@example.org", now);
  expect(await getSession(db, token, now)).toBeUndefined();
});

test("who is to do more signs in anew; who is to do less goes on with less", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  await organiser(db, "olena@example.org");
  const token = (await enter(db, await ask(db, "olena@example.org")))!;
  await addOrganiser(db, keys, "olena@example.org", "owner", now);
  expect(await getSession(db, token, now)).toBeUndefined();
});

test("a viewer may less than an organiser, and an organiser less than an owner", () => {
  const may = (atLeast: (typeof roles)[number]) => roles.filter((role) => isAtLeast(role, atLeast));
  expect(may("viewer")).toEqual(["owner", "organiser", "viewer"]);
  expect(may("organiser")).toEqual(["owner", "organiser"]);
  expect(may("owner")).toEqual(["owner"]);
});
