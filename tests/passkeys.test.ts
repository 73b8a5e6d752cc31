/** Passkeys: what is taken of an authenticator, and what is refused. */
import { expect, test } from "vitest";

import { addPasskey, askForPasskey } from "#app/organisers/passkeys/add-passkey.server.ts";
import { forgetChallenges } from "#app/organisers/passkeys/challenge.server.ts";
import { askToEnter, enterByPasskey } from "#app/organisers/passkeys/enter.server.ts";
import { listPasskeys } from "#app/organisers/passkeys/passkeys.server.ts";
import { relyingPartyOf } from "#app/organisers/passkeys/relying-party.ts";
import { removeOrganiser } from "#app/organisers/add-organiser.server.ts";
import { listAudit } from "#app/organisers/audit.server.ts";
import { getSession } from "#app/organisers/session.server.ts";
import type { Db } from "#db/connection.ts";

import { authenticator, type Said } from "./support/authenticator.ts";
import { freshDatabase } from "./support/database.ts";
import { keys, later, now } from "./support/house.ts";
import { inOne, organiser } from "./support/letters.ts";

const origin = "https://demands.example.org";
const site = relyingPartyOf(origin)!;
const device = () => authenticator({ origin, rpId: site.id });
type Device = ReturnType<typeof device>;

const options = (db: Db, id: number, at = now) =>
  askForPasskey(db, keys, { ...site, name: "The campaign" }, id, at);
const keep = (db: Db, id: number, answer: string, at = now) =>
  inOne(db, (tx) => addPasskey(tx, keys, site, id, { name: "Phone", answer }, at));
async function added(db: Db, id: number, one: Device, said: Said = {}) {
  const { challenge } = await options(db, id);
  expect((await keep(db, id, one.make(challenge, said))).said).toBe("passkey-added");
}
const challengeToEnter = async (at = now) => (await askToEnter(keys, site, at)).challenge;
const enter = (db: Db, text: string, at = now, oldToken?: string) =>
  enterByPasskey(db, keys, site, { text, oldToken }, at);

test("a site at a name over https has passkeys, one at a number or over http has none", () => {
  expect(site).toEqual({ origin, id: "demands.example.org" });
  expect(relyingPartyOf("http://localhost:3000")?.id).toBe("localhost");
  for (const one of [
    "http://demands.example.org",
    "https://192.0.2.1",
    "https://[2001:db8::1]:8443",
  ])
    expect(relyingPartyOf(one)).toBeUndefined();
});

test("a passkey signs in its organiser afresh, in a session of its own; the one before ends", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const ann = await organiser(db);
  const phone = device();
  await added(db, ann, phone);
  const first = await enter(db, phone.sign(await challengeToEnter()));
  if (typeof first === "string") throw new Error(first);
  expect(await getSession(db, first.token, now)).toEqual({
    id: ann,
    role: "owner",
    signedInAt: now,
  });
  const at = later(60);
  const second = await enter(db, phone.sign(await challengeToEnter(at)), at, first.token);
  if (typeof second === "string") throw new Error(second);
  expect(await getSession(db, first.token, at)).toBeUndefined();
  expect((await getSession(db, second.token, at))?.signedInAt).toEqual(at);
  expect(await listPasskeys(db, ann)).toMatchObject([{ name: "Phone", usedAt: at }]);
});

test("an answer is taken once, whatever races, and for ten minutes", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const phone = device();
  await added(db, await organiser(db), phone);
  const answer = phone.sign(await challengeToEnter());
  const many = await Promise.all(Array.from({ length: 20 }, () => enter(db, answer)));
  expect(many.filter((one) => one !== "refused")).toHaveLength(1);
  expect(await enter(db, answer)).toBe("refused");
  await forgetChallenges(db, later(3600));
  expect(await enter(db, answer)).toBe("refused");
  const late = phone.sign(await challengeToEnter());
  expect(await enter(db, late, later(600))).toBe("refused");
  expect(await enter(db, late, later(599))).not.toBe("refused");
  // made ahead of a clock that was set back
  expect(await enter(db, phone.sign(await challengeToEnter(later(120))))).toBe("refused");
});

test("another site's, another origin's and a stranger's answers are refused, and so is one of nobody", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const ann = await organiser(db);
  const phone = device();
  await added(db, ann, phone);
  const wrong: Said[] = [
    { origin: "https://demands.example.org.evil.example" },
    { origin: "http://demands.example.org" },
    { origin: "https://demands.example.org:8443" },
    { rpId: "example.org" },
    { rpId: "evil.example" },
    { verified: false },
    { type: "webauthn.create" },
    { handle: Buffer.from("somebody else").toString("base64url") },
  ];
  for (const said of wrong) {
    expect([said, await enter(db, phone.sign(await challengeToEnter(), said))]).toEqual([
      said,
      "refused",
    ]);
    if ("handle" in said) continue;
    const type = said.type ? { type: "webauthn.get" } : {};
    const { challenge } = await options(db, ann);
    const made = await keep(db, ann, device().make(challenge, { ...said, ...type }));
    expect([said, made.said]).toEqual([said, "passkey-not-made"]);
  }
  // of an authenticator that we do not know, or that signs with another key
  expect(await enter(db, device().sign(await challengeToEnter()))).toBe("refused");
  const forged = JSON.parse(phone.sign(await challengeToEnter())) as { response: object };
  const other = JSON.parse(device().sign(await challengeToEnter())) as { response: object };
  const mixed = JSON.stringify({ ...forged, response: other.response });
  expect(await enter(db, mixed)).toBe("refused");
  for (const text of ["", "null", "{}", "[1]", '"x"', "{", "\0", mixed.slice(0, -9)])
    expect([text, await enter(db, text)]).toEqual([text, "refused"]);
});

test("a challenge is for what it was made for: to sign in, or for one organiser to add a passkey", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const [ann, bo] = [await organiser(db), await organiser(db, "bo@example.org")];
  const phone = device();
  await added(db, ann, phone);
  const ofBo = (await options(db, bo)).challenge;
  expect((await keep(db, ann, device().make(ofBo))).said).toBe("passkey-not-made");
  expect((await keep(db, ann, device().make(await challengeToEnter()))).said).toBe(
    "passkey-not-made",
  );
  expect(await enter(db, phone.sign(ofBo))).toBe("refused");
  const own = Buffer.alloc(54).toString("base64url");
  expect(await enter(db, phone.sign(own))).toBe("refused");
});

test("a passkey that counts its uses counts on; one that counts back is a copy, and opens nothing", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const phone = device();
  await added(db, await organiser(db), phone, { counter: 3 });
  const uses = async (counter: number) => {
    const entered = await enter(db, phone.sign(await challengeToEnter(), { counter }));
    return typeof entered === "string" ? entered : "in";
  };
  expect([await uses(4), await uses(9)]).toEqual(["in", "in"]);
  expect([await uses(9), await uses(5), await uses(0)]).toEqual(["copied", "copied", "copied"]);
  expect(await uses(10)).toBe("in");
  const { entries } = await listAudit(db);
  expect(entries.filter(({ action }) => action === "organiser.passkey-copied")).toHaveLength(3);
});

test("an authenticator is added once, an organiser has several, and with them they go", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  await organiser(db);
  const bo = await organiser(db, "bo@example.org");
  const [phone, laptop] = [device(), device()];
  await added(db, bo, phone);
  await added(db, bo, laptop);
  const again = await options(db, bo);
  expect(again.excludeCredentials).toHaveLength(2);
  expect((await keep(db, bo, phone.make(again.challenge))).said).toBe("passkey-known");
  const used = (await options(db, bo)).challenge;
  const twice = await Promise.all([1, 2, 3].map(() => keep(db, bo, device().make(used))));
  expect(twice.filter(({ said }) => said === "passkey-added")).toHaveLength(1);
  const notices = await db.selectFrom("mail_message").select("kind").execute();
  expect(notices.map(({ kind }) => kind)).toEqual(["passkey", "passkey", "passkey"]);
  await removeOrganiser(db, keys, "bo@example.org", now);
  expect(await enter(db, phone.sign(await challengeToEnter()))).toBe("refused");
});
