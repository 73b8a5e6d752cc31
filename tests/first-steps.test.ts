/** The first steps of a new deployment: their states, what moves them, and when they are shown. */
import { expect, test, vi } from "vitest";

import { getStepFacts, listStepsLeft } from "#app/campaign/steps/facts.server.ts";
import { markKeysKept } from "#app/campaign/steps/marks.server.ts";
import { keyLines, listSteps } from "#app/campaign/steps/step.ts";
import { deriveKeys } from "#app/keys.server.ts";

import { freshDatabase } from "./support/database.ts";
import { startEmptySite } from "./support/server.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

const path = "/organise/first-steps";
const key = (byte: number) => ({ version: byte, key: Buffer.alloc(32, byte) });

/** By step, what its tag says. */
const statesIn = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<li id="(\w+)" class="([\w-]+)"/g)].map(([, id, state]) => [id!, state!]),
  );

test("a new deployment opens on what is still to do, and each step says when it is done", async () => {
  await using site = await startEmptySite({ CAMPAIGN_ADDRESS: "", CAMPAIGN_EMAIL: "" });
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const overview = (await owner.get("/organise")).html;
  expect(overview).toContain("9 of the first steps are still to be taken.");
  expect(overview).toContain(`href="${path}"`);
  const open = Object.fromEntries(
    ["address", "reply", "sender", "test", "keys", "places", "members", "colleague", "demand"].map(
      (id) => [id, "open"],
    ),
  );
  expect(statesIn((await owner.get(path)).html)).toEqual({ name: "done", ...open });

  // before it is said who writes no test leaves either
  expect((await owner.post(path, { intent: "mail-test" })).location).toContain("test-waits");
  const settings = "/organise/settings";
  const version = () => owner.get(settings).then(({ html }) => fieldsFor(html, "about"));
  const about = {
    ...{ name_en: "Ours", address: "1 Street", sender: "Ann", telephone: "020 7946 0123" },
    ...(await version()),
  };
  expect((await owner.post(settings, about)).status).toBe(303);
  const reply = { ...(await version()), email: "us@example.org", intent: "reply" };
  expect((await owner.post(settings, reply)).status).toBe(303);
  await newOrganiser(site.db, "friend@example.org");
  expect(statesIn((await owner.get(path)).html)).toEqual({
    ...open,
    ...{ name: "done", address: "done", reply: "done", sender: "done", colleague: "done" },
  });

  expect((await owner.post(path, { intent: "mail-test" })).location).toContain("test-mailed");
  const [mail] = await owner.mails("chief@example.org");
  expect(mail).toMatchObject({ subject: "A test email", reply_to: "us@example.org" });
  await vi.waitFor(async () =>
    expect(statesIn((await owner.get(path)).html)).toMatchObject({ test: "done" }),
  );
});

test("a copy of the keys is said to be kept by whom and when, and no key is shown", async () => {
  await using site = await startEmptySite();
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const { html } = await owner.get(path);
  expect(html).toContain("nobody has said so");
  expect(html).not.toContain(Buffer.alloc(32, 7).toString("base64url"));
  const kept = fieldsFor(html, "keys-kept", "key");
  expect((await owner.post(path, { ...kept, key: "1: 00000000" })).status).toBe(409);
  expect((await owner.post(path, kept)).location).toContain("keys-kept");
  const after = (await owner.get(path)).html;
  expect(statesIn(after)).toMatchObject({ keys: "done" });
  expect(after).toContain("chief@example.org");
});

test("a new version of the keys is asked for again, and another key under a known version too", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const asking = { organiserId: await newOrganiser(db, "a@example.org"), now: new Date() };
  const stateWith = async (...ring: Parameters<typeof deriveKeys>[0][number][]) => {
    const { facts } = await getStepFacts(db, deriveKeys(ring));
    return listSteps(facts).find(({ id }) => id === "keys")!.state;
  };
  const one = deriveKeys([key(1)]);
  await markKeysKept(db, one, keyLines(one.digits), asking);
  expect(await stateWith(key(1))).toBe("done");
  expect(await stateWith(key(1), key(2))).toBe("open");
  expect(await stateWith({ ...key(2), version: 1 })).toBe("open");
  // what a person compares: sha256sum of the key as it is spelled
  expect(keyLines(one.digits)).toEqual([expect.stringMatching(/^1: [0-9a-f]{8}$/)]);
});

test("first steps are put away and shown again, by an owner alone", async () => {
  await using site = await startEmptySite();
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  expect((await owner.post(path, { intent: "dismiss" })).location).toContain("steps-put-away");
  expect((await owner.get("/organise")).html).not.toContain("first steps are still");
  const first = { ...key(7), version: 1 };
  expect(await listStepsLeft(site.db, deriveKeys([first]))).toEqual([]);
  // a key that is added later is asked for all the same
  expect(await listStepsLeft(site.db, deriveKeys([first, key(2)]))).toEqual(["keys"]);
  const viewer = visitor(site.base);
  await viewer.post(
    await signInPath(site.db, await newOrganiser(site.db, "v@example.org", "viewer")),
    {},
  );
  expect((await viewer.post(path, { intent: "show-again" })).location).toContain("viewer");
  expect((await viewer.get(path)).status).toBe(200);
  expect((await owner.post(path, { intent: "show-again" })).location).toContain("steps-shown");
  expect((await owner.get("/organise")).html).toContain("first steps are still");
});

test("where mail leaves, the page is there at once with what is known of the domain", async () => {
  await using site = await startEmptySite({
    ...{ MAIL_TRANSPORT: "smtp", SMTP_URL: "smtp://127.0.0.1:1" },
    MAIL_FROM: "Petitions <sign@demands.example.org>",
  });
  const owner = visitor(site.base);
  await owner.post(await signInPath(site.db), {});
  const { status, html } = await owner.get(path);
  expect(status).toBe(200);
  expect(html).toContain("Whether emails from demands.example.org are believed");
  expect((await owner.post(path, { intent: "look" })).location).toContain("domain-looked");
});
