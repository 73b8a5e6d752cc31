import { expect, test } from "vitest";

import { parseConfig } from "#app/config.server.ts";
import type { RequestContext } from "#app/context.server.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { signIn } from "#app/organisers/session.server.ts";
import { askToSignIn } from "#app/organisers/sign-in-link.server.ts";
import {
  requireFresh,
  requireOrganiser,
  sessionCookie,
  sessionToken,
} from "#app/pages/session.server.ts";

import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { organiser } from "./support/letters.ts";

const plain = parseConfig({});
const secure = parseConfig({ APP_ORIGIN: "https://demands.example.org" });
const token = "A".repeat(43);
const asking = (cookie?: string) =>
  new Request("http://localhost/organise", cookie ? { headers: { cookie } } : {});

type Db = RequestContext["db"];
const contextOf = (db: Db, at = now) =>
  ({ db, config: plain, clock: () => at, prefix: "" }) as RequestContext;

/** The status and place of what was thrown. */
async function thrown(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Response) return `${error.status} ${error.headers.get("Location")}`;
    throw error;
  }
  return "nothing";
}

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

test("without a session one is sent to the sign-in page", async () => {
  await using database = await freshDatabase();
  const ask = (cookie?: string) => () => requireOrganiser(contextOf(database.db), asking(cookie));
  expect(await thrown(ask())).toBe("303 /organise/sign-in");
  expect(await thrown(ask(`organiser=${token}`))).toBe("303 /organise/sign-in");
});

test("a viewer sees and cannot change", async () => {
  await using database = await freshDatabase();
  const cookie = await cookieOf(database.db, "viewer");
  const context = contextOf(database.db);
  expect(await requireOrganiser(context, asking(cookie))).toMatchObject({ role: "viewer" });
  const changing = () => requireOrganiser(context, asking(cookie), "organiser");
  expect(await thrown(changing)).toBe("303 /organise?said=viewer");
});

test("sending asks for a sign-in of the last two hours", async () => {
  await using database = await freshDatabase();
  const cookie = await cookieOf(database.db, "organiser");
  const session = await requireOrganiser(contextOf(database.db), asking(cookie), "organiser");
  const send = (seconds: number) => () =>
    requireFresh(contextOf(database.db, later(seconds)), session);
  expect(await thrown(send(7200))).toBe("nothing");
  expect(await thrown(send(7201))).toBe("303 /organise/sign-in?said=fresh");
});
