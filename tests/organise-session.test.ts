import { expect, test } from "vitest";

import { parseConfig } from "#app/config.server.ts";
import type { RequestContext } from "#app/context.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { signIn } from "#app/organisers/session.server.ts";
import { askToSignIn } from "#app/organisers/sign-in-link.server.ts";
import type { Admission } from "#app/host/given.ts";
import { admit, sessionCookie, sessionToken } from "#app/pages/session.server.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { organiser } from "./support/letters.ts";

const plain = parseConfig({});
const secure = parseConfig({ APP_ORIGIN: "https://demands.example.org" });
const token = "A".repeat(43);
type Db = RequestContext["db"];
/** What was written down of refusals, since it was looked at last. */
const told: unknown[] = [];
const toldNow = () => told.splice(0);

/** A session of a second organiser with a role. @returns the cookie */
async function cookieOf(db: Db, role: "viewer" | "organiser"): Promise<string> {
  await organiser(db);
  await addOrganiser(db, keys, "olena@example.org", role, now);
  await askToSignIn(db, keys, "olena@example.org", now);
  const { id } = await db.selectFrom("organiser_link").select("id").executeTakeFirstOrThrow();
  const link = { id, ownerAddress: "x@example.org", oldToken: undefined };
  return `organiser=${await signIn(db, keys, link, now)}`;
}

test("the cookie is the browser’s alone, and over https bound to the host", () => {
  expect(sessionCookie(plain, token)).toBe(
    `organiser=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax`,
  );
  expect(sessionCookie(secure, token)).toBe(
    `__Host-organiser=${token}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure`,
  );
  expect(sessionCookie(plain, undefined)).toContain("organiser=; Path=/; Max-Age=0");
});

test("the token is found among other cookies, and a strange one is none", () => {
  expect(sessionToken(plain, `a=b; organiser=${token}; c=d`)).toBe(token);
  expect(sessionToken(plain, `organiser=${token}x`)).toBeUndefined();
  expect(sessionToken(secure, `organiser=${token}`)).toBeUndefined();
  expect(sessionToken(plain, "")).toBeUndefined();
});

const asks = (db: Db, cookie: string, more: Partial<Admission> = {}, at = now) =>
  admit(
    { db, config: plain, clock: () => at, tellRefused: (...one) => told.push(one) },
    {
      row: { file: "page.tsx" },
      method: "GET",
      cookie,
      fields: new URLSearchParams(),
      ...more,
    },
  );

test("without a session one is sent to the sign-in page", async () => {
  await using database = await freshDatabase();
  expect(await asks(database.db, "")).toEqual({ to: "/organise/sign-in" });
  // who follows a link is asked in; who brings what opens nothing is refused
  expect(toldNow()).toEqual([]);
  expect(await asks(database.db, `organiser=${token}`)).toEqual({ to: "/organise/sign-in" });
  expect(await asks(database.db, "", { method: "POST" })).toEqual({ to: "/organise/sign-in" });
  expect(toldNow()).toEqual([
    ["session", { route: "page.tsx" }],
    ["session", { route: "page.tsx" }],
  ]);
});

test("a viewer sees and cannot change, and some pages are for those who change", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const cookie = await cookieOf(db, "viewer");
  expect(await asks(db, cookie)).toMatchObject({ role: "viewer" });
  const refused = { to: "/organise?said=viewer" };
  expect(await asks(db, cookie, { method: "POST" })).toEqual(refused);
  const row = { file: "", role: "organiser" } as const;
  expect(await asks(db, cookie, { row })).toEqual(refused);
  expect(toldNow()).toEqual([
    ["role", { route: "page.tsx", role: "viewer" }],
    ["role", { route: "", role: "viewer" }],
  ]);
});

test("what asks for a fresh sign-in asks for one of the last ten minutes", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const cookie = await cookieOf(db, "organiser");
  const row = {
    file: "",
    intents: { send: "organiser fresh", pause: "organiser session" },
  } as const;
  const post = (query: string, seconds: number) =>
    asks(db, cookie, { row, method: "POST", fields: new URLSearchParams(query) }, later(seconds));
  expect(await post("intent=send", 600)).toMatchObject({ role: "organiser" });
  expect(await post("intent=send", 601)).toEqual({ signInAgain: "fresh" });
  expect(await post("intent=pause", 601)).toMatchObject({ role: "organiser" });
  // what is not declared, or said twice, opens nothing
  for (const query of ["", "intent=other", "intent=toString", "intent=pause&intent=send"])
    expect(await post(query, 1)).toEqual({ to: "/organise?said=owners-only" });
});

test("a form that comes after the session has ended waits for a sign-in; without one there is none", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const cookie = await cookieOf(db, "organiser");
  const late = later(1801);
  expect(await asks(db, cookie, {}, late)).toEqual({ to: "/organise/sign-in" });
  expect(await asks(db, cookie, { method: "POST" }, late)).toEqual({ signInAgain: "ended" });
  expect(await asks(db, "", { method: "POST" }, late)).toEqual({ to: "/organise/sign-in" });
});
