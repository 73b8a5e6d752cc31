/** Who is not let in is counted and written down, by the door, and nobody is named. */
import { expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { type Door, refusalTeller } from "#app/host/figures/refused.server.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { until } from "./support/mails.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { emailEvent, postWebhook, webhookSecret } from "./support/signed-webhook.ts";
import { testKeys } from "./support/signers.ts";
import { visitor } from "./support/visitor.ts";

test("each refusal is a figure and a line that tells which door it was, and never who came", async () => {
  await using site = await startSite({ RESEND_WEBHOOK_SECRET: webhookSecret });
  const { base, db, server } = site;
  const network = { "x-forwarded-for": "198.51.100.77", "user-agent": "Browser zqvx" };
  const ann = visitor(base);
  const post = async (path: string, values = {}) =>
    (await ann.post(path, { typed: "zqvx", ...values }, network)).status;
  const forged = "A".repeat(43);
  const unknown = linkToken(testKeys, "invitation", uuidBytes(uuidv7(new Date())));

  await newOrganiser(db, "owner@example.org", "owner");
  expect(await post(`/organise/sign-in/${forged}`)).toBe(404);
  const link = await signInPath(db, await newOrganiser(db, "zqvx@example.org"));
  expect(await post(link)).toBe(303);
  expect(await post(link)).toBe(410);
  expect(await post(`/organise/invitation/${unknown}`)).toBe(410);
  expect(await post("/organise/sign-in", { credential: '{"id":"zqvx"}' })).toBe(422);
  // an organiser whose role is not enough, one whose session ended, and a stranger
  expect(await post("/organise/closing", { intent: "close" })).toBe(303);
  await db.deleteFrom("organiser_session").execute();
  expect((await ann.get("/organise", network)).status).toBe(303);
  expect((await visitor(base).post("/organise/people", { intent: "invite" })).status).toBe(303);
  await postWebhook(`${base}/webhooks/resend`, "whsec_enF2eA==", "zqvx", emailEvent("zqvx", "x"));
  const figures = (more: Record<string, string>) => fetch(`${base}/metrics`, { headers: more });
  expect((await figures(network)).status).toBe(403);

  const lines = () =>
    server
      .output()
      .split("\n")
      .filter((line) => line.includes("access was refused"))
      .map((line) => {
        const { time, ...told } = JSON.parse(line) as Record<string, string>;
        expect(time).toMatch(/^20.*Z$/);
        return told;
      });
  const line = { level: "warn", msg: "access was refused" };
  // what the site writes may be read a little after its answer
  await until(() => lines().length >= 9);
  expect(lines()).toEqual([
    { ...line, door: "sign-in-link", why: "forged" },
    { ...line, door: "sign-in-link", why: "used or too old" },
    { ...line, door: "invitation", why: "used or too old" },
    { ...line, door: "passkey", why: "refused" },
    { ...line, door: "role", route: "organise/settings/closing.tsx", role: "organiser" },
    { ...line, door: "session", route: "organise/overview.tsx" },
    { ...line, door: "session", route: "organise/people/people.tsx" },
    { ...line, door: "webhook" },
    { ...line, door: "figures", why: "forwarded" },
  ]);
  for (const secret of ["zqvx", forged, unknown, link.split("/").at(-1)!, "198.51.100", "Browser"])
    expect(server.output()).not.toContain(secret);

  // who knocks on and on is counted, and fills no disk
  for (let time = 0; time < 40; time++) await post(`/organise/invitation/${forged}`);
  const invited = () => lines().filter(({ door }) => door === "invitation").length;
  await until(() => invited() >= 30);
  expect(invited()).toBe(30);
  const text = await (await figures({})).text();
  for (const [door, times] of Object.entries({ "sign-in-link": 2, invitation: 41, role: 1 }))
    expect(text).toContain(`access_refused_total{door="${door}"} ${times}\n`);
  expect(text).toContain('access_refused_total{door="sign-in"} 0\n');
});

test("of a door that is knocked at often so many lines a minute are written, and how many are not", () => {
  let now = 0;
  const said: object[] = [];
  const counted: Door[] = [];
  const tell = refusalTeller(
    (fields) => said.push(fields),
    (door) => counted.push(door),
    () => now,
  );
  for (let time = 0; time < 100; time++) tell("webhook");
  tell("role", { role: "viewer" });
  expect([said.length, counted.length]).toEqual([31, 101]);
  now = 60_000;
  tell("webhook");
  tell("webhook");
  expect(said.slice(30)).toEqual([
    { door: "role", role: "viewer" },
    { door: "webhook", more: 70 },
    { door: "webhook" },
  ]);
});
