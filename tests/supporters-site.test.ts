/** An owner takes supporters along and invites a list, over HTTP; a signer sees it, and an invited person ends it. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import type { Db } from "#db/connection.ts";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { keyOf, testKeys } from "./support/signers.ts";
import { fieldsFor, linkIn, type Visitor, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const here = "/organise/supporters";
const lists = "/organise/supporters/lists";

async function signedIn(role: "owner" | "organiser" = "owner") {
  const ann = visitor(site.base);
  const address = `${role}-${Math.random()}@example.org`;
  await ann.post(await signInPath(site.db, await newOrganiser(site.db, address, role)), {});
  return ann;
}
async function confirmed(slug: string, email: string, updates = true): Promise<void> {
  const person = visitor(site.base);
  await person.sign(slug, { email, ...(updates && { updates: "yes" }) });
  await person.post(linkIn((await person.mails(email))[0]!, "/confirm/"), {});
}
const wish = {
  ...{ intent: "export", demand: "free-the-prisoners" },
  ...{ recipient: "the union’s tool", reason: "one newsletter" },
};
const unhyphenated = (html: string) => html.replaceAll("\u00ad", "").replaceAll("<wbr/>", "");

test("an owner takes supporters along, a signer sees it, and who unsubscribes is to be removed", async () => {
  const email = "wanting@example.org";
  await confirmed("free-the-prisoners", email);
  await confirmed("free-the-prisoners", "unticked@example.org", false);
  const ann = await signedIn();
  expect((await ann.get(here)).html).toContain("imprisoned protesters: 1 person");

  const refused = await ann.post(here, { ...wish, recipient: "", reason: " " });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("Say whom the file is for.");
  expect(refused.html).toMatch(/value="free-the-prisoners" checked|checked="" value="free-the/);

  const file = await ann.post(here, wish);
  expect(file.status).toBe(200);
  expect(file.headers.get("cache-control")).toBe("no-store");
  expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="supporters-/);
  const lines = file.html.trim().split("\r\n");
  expect(lines[0]).toBe(
    '"external_id","email","name","postal_code","country","language","consented_at","consent_version","demands"',
  );
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(
    /^"s[0-9a-f]{32}","wanting@example.org","Ann O'Neil","SW1A1AA","GB","en","20\d\d-[^"]+Z",3,"free-the-prisoners"$/,
  );

  const manage = `/manage/${linkToken(testKeys, "manage", keyOf(email))}`;
  const own = unhyphenated((await ann.get(manage)).html);
  expect(own).toContain("Who was given your address");
  expect(own).toMatch(/the union’s tool, on .*: one newsletter/);
  await ann.post(manage, { intent: "updates" });
  const waiting = (await ann.get(here)).html;
  expect(waiting).toContain("1 person who was exported no longer agrees");
  const remove = await ann.post(here, fieldsFor(waiting, "remove"));
  expect(remove.html).toBe(`"external_id","email"\r\n${lines[1]!.split(",")[0]},"${email}"\r\n`);
  expect((await ann.get(here)).html).toContain("Nobody who was exported is to be removed.");

  const log = await site.db
    .selectFrom("audit")
    .selectAll()
    .where("action", "like", "supporters.%")
    .execute();
  expect(
    log.map(({ action, after }) => [action, (after as { people?: number } | null)?.people]),
  ).toEqual([
    ["supporters.export", undefined],
    ["supporters.exported", 1],
    ["supporters.remove", undefined],
    ["supporters.removed", 1],
  ]);
  expect(JSON.stringify(log)).not.toContain("wanting");
});

test("nobody but an owner gets in, and the file waits for a fresh sign-in", async () => {
  const organiser = await signedIn("organiser");
  for (const path of [here, lists]) {
    const seen = await organiser.get(path);
    expect([seen.status, seen.location]).toEqual([303, "/organise?said=owners-only"]);
    expect((await organiser.post(path, wish)).location).toContain("owners-only");
  }
});

async function give(ann: Visitor, text: string, more: Record<string, string> = {}) {
  const form = new FormData();
  const fields = {
    ...{ demand: "free-the-prisoners", locale: "uk", per_hour: "36000" },
    ...{ collector: "the Trades Council", collected: "May 2026", wording: "Write to me" },
    ...more,
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set("file", new Blob([text]), "list.csv");
  return fetch(site.base + lists, {
    ...{ method: "POST", redirect: "manual", body: form },
    headers: { cookie: ann.cookie(), Origin: site.base },
  });
}
const stateOf = async (db: Db, id: number) =>
  (
    await db
      .selectFrom("invite_list")
      .select("state")
      .where("id", "=", id)
      .executeTakeFirstOrThrow()
  ).state;

test("a list is read, begun and mailed in each one’s language; one click ends it for good", async () => {
  await confirmed("free-the-prisoners", "signed@example.org", false);
  const ann = await signedIn();
  const without = await give(ann, "email\nx@example.org\n", { wording: "" });
  expect(without.status).toBe(422);
  expect(await without.text()).toContain("Write the words under which people gave their address.");
  expect((await give(ann, "name\nAnn\n")).status).toBe(422);
  const kept = await give(
    ann,
    "email,language\ninvited@example.org,\nрозбитий,\nqazaq@example.org,kk\nsigned@example.org,en\n",
  );
  expect([kept.status, kept.headers.get("location")]).toEqual([
    303,
    expect.stringContaining("list-read"),
  ]);
  const path = kept.headers.get("location")!.split("?")[0]!;
  const id = Number(path.split("/").at(-1));
  const { html } = await ann.get(path);
  expect(html).toContain("3 different addresses.");
  expect(html).toContain("Fewer than 5 of them get no email");
  expect(html).toContain("1 line holds no address that can be read: 3.");
  expect(await ann.json("/mailbox.json?to=invited@example.org")).toEqual([]);

  await ann.post(path, fieldsFor(html, "begin"));
  const [mail] = await ann.mails("invited@example.org");
  expect(mail!.subject).toBe("Запрошення підписати");
  expect(mail!.text).toContain("the Trades Council (May 2026)");
  expect(mail!.text).toContain("1 Example Street, London");
  expect(linkIn(mail!, "/demands/")).toBe("/uk/demands/free-the-prisoners");
  expect((await ann.mails("qazaq@example.org"))[0]!.subject).toBe("Қол қоюға шақыру");
  await expect.poll(() => stateOf(site.db, id), { timeout: 20_000 }).toBe("done");
  const subjects = (await ann.mails("signed@example.org")).map(({ subject }) => subject);
  expect(subjects).toEqual(["Please confirm your signature"]);

  const link = linkIn(mail!, "/no-more/");
  expect(mail!.headers["List-Unsubscribe"]).toBe(`<${site.base}${link}>`);
  const bob = visitor(site.base);
  expect((await bob.get(link)).html).toContain("Більше мене не запрошувати");
  // a mail program posts without a cookie, from nowhere
  const click = await fetch(site.base + link, {
    ...{ method: "POST", redirect: "manual", body: "List-Unsubscribe=One-Click" },
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  });
  expect([click.status, click.headers.get("set-cookie")]).toEqual([200, null]);
  // no list reaches them any more; their own form and their own link do
  const barred = await site.db
    .selectFrom("invited")
    .select("signer_key")
    .where("never", "=", true)
    .execute();
  expect(barred.map(({ signer_key }) => signer_key)).toEqual([keyOf("invited@example.org")]);
  await bob.sign("free-the-prisoners", { email: "invited@example.org" });
  const manage = await bob.manageLink("invited@example.org");
  expect((await bob.get(manage)).html).toContain("never invite me again");
  expect((await ann.mails("invited@example.org")).map(({ subject }) => subject)).toEqual([
    "The link you asked for",
    "Please confirm your signature",
    "Запрошення підписати",
  ]);
  const log = await site.db
    .selectFrom("audit")
    .selectAll()
    .where("action", "like", "invitations.%")
    .execute();
  expect(log.map(({ action }) => action)).toEqual(["invitations.read", "invitations.begin"]);
  expect(JSON.stringify(log)).not.toContain("@example.org");
});

test("whoever says never, and has erased that they were invited, is told that it does not work", async () => {
  const ann = await signedIn();
  const kept = await give(ann, "email,language\ngone@example.org,en\n");
  const path = kept.headers.get("location")!.split("?")[0]!;
  await ann.post(path, fieldsFor((await ann.get(path)).html, "begin"));
  const [mail] = await ann.mails("gone@example.org");
  const link = linkIn(mail!, "/no-more/");
  await site.db.deleteFrom("invited").where("signer_key", "=", keyOf("gone@example.org")).execute();
  const click = await fetch(site.base + link, { method: "POST", redirect: "manual", body: "" });
  expect(click.status).toBe(410);
  expect(await click.text()).toContain("This link no longer works");
});

test("a list is thrown away, and one that is too slow or too long is refused", async () => {
  const ann = await signedIn();
  const many = Array.from({ length: 1_000 }, (_, index) => `slow${index}@example.org`);
  const slow = await give(ann, ["email", ...many].join("\n"), { per_hour: "1" });
  expect(await slow.text()).toContain("Write 2 or more.");
  const large = await give(ann, `email\n${"x".repeat(4.5 * 1024 * 1024)}`);
  expect(large.status).toBe(413);
  const kept = await give(ann, "email\nthrown@example.org\n");
  const path = kept.headers.get("location")!.split("?")[0]!;
  await ann.post(path, fieldsFor((await ann.get(path)).html, "drop"));
  const rest = await site.db
    .selectFrom("invite")
    .selectAll()
    .where("signer_key", "=", keyOf("thrown@example.org"))
    .execute();
  expect(rest).toEqual([]);
});
