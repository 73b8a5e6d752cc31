/** When what programs read was last changed, and how they ask only for what they do not have. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { lastModified } from "#app/pages/last-modified.ts";

import { raw } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";

let site: Site;
let id: number;
beforeAll(async () => {
  site = await startSite();
  const { id: found } = await site.db
    .selectFrom("demand")
    .select("id")
    .where("slug", "=", "free-the-prisoners")
    .executeTakeFirstOrThrow();
  id = found;
});
afterAll(() => site[Symbol.asyncDispose]());

const paths = () => [
  `/petitions/${id}.json`,
  `/petitions/${id}/count.json`,
  `/petitions/${id}.csv`,
  "/petitions.json",
  "/petitions.csv",
];
/** Another address of the same answer, so that no kept one is given. */
let turn = 0;
const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  raw(site.base + path, headers, method);
const askAnew = (path: string) =>
  ask(path.startsWith("/petitions/") ? `/uk${path}` : `${path}?state=all&q=&topic=&turn=${++turn}`);

test("who has the answer hears 304, by its tag or else by its date", async () => {
  for (const path of paths()) {
    const { headers } = await ask(path);
    const [etag, modified] = [String(headers["etag"]), String(headers["last-modified"])];
    expect([path, new Date(modified).toUTCString()]).toEqual([path, modified]);
    expect(Date.parse(modified)).toBeLessThanOrEqual(Date.parse(String(headers["date"])));
    const status = async (given: Record<string, string>, method?: string) =>
      (await ask(path, given, method)).status;
    const later = new Date(Date.parse(modified) + 3_600_000).toUTCString();
    const earlier = new Date(Date.parse(modified) - 1000).toUTCString();
    expect(await status({ "if-modified-since": modified })).toBe(304);
    expect(await status({ "if-modified-since": modified }, "HEAD")).toBe(304);
    expect(await status({ "if-modified-since": later })).toBe(304);
    expect(await status({ "if-modified-since": earlier })).toBe(200);
    for (const nonsense of ["", "x", "0", "2099", "2099-01-01", "Thu, 99 Zzz 2099 00:00:00 GMT"])
      expect([nonsense, await status({ "if-modified-since": nonsense })]).toEqual([nonsense, 200]);
    // the tag decides where both are sent
    expect(await status({ "if-none-match": '"other"', "if-modified-since": later })).toBe(200);
    expect(await status({ "if-none-match": etag, "if-modified-since": earlier })).toBe(304);
    const unchanged = await ask(path, { "if-modified-since": modified });
    expect([unchanged.body.length, unchanged.headers["etag"]]).toEqual([0, etag]);
    expect(unchanged.headers["access-control-allow-origin"]).toBe("*");
  }
});

test("obsolete forms of a date are read too", async () => {
  const path = `/petitions/${id}.json`;
  for (const date of ["Friday, 01-Jan-49 00:00:00 GMT", "Fri Jan  1 00:00:00 2049"])
    expect([date, (await ask(path, { "if-modified-since": date })).status]).toEqual([date, 304]);
  for (const date of ["Saturday, 01-Jan-00 00:00:00 GMT", "Sat Jan  1 00:00:00 2000"])
    expect([date, (await ask(path, { "if-modified-since": date })).status]).toEqual([date, 200]);
});

test("pages and answers without a date are told apart by their tag alone", async () => {
  for (const path of ["/about", "/constituencies.json", "/trending.json"]) {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const { status, headers } = await ask(path, { "if-modified-since": date });
    expect([path, status, headers["last-modified"]]).toEqual([path, 200, undefined]);
  }
});

test("an update, and a demand that leaves the list, are changes", async () => {
  const set = (updated_at: Date) => site.db.updateTable("demand").set({ updated_at }).execute();
  const before = new Date("2026-01-01T00:00:00Z");
  await set(before);
  await site.db.updateTable("demand_update").set({ updated_at: before }).execute();
  const noted = new Date("2026-02-01T00:00:00.400Z");
  await site.db
    .insertInto("demand_update")
    .values({
      ...{ demand_id: id, kind: "update", outcome: null, subject: "News", body: "News." },
      ...{ source_url: null, occurred_on: "2026-02-01", created_at: noted, updated_at: noted },
    })
    .execute();
  for (const path of paths()) {
    const { headers } = await askAnew(path);
    expect([path, headers["last-modified"]]).toEqual([path, "Sun, 01 Feb 2026 00:00:00 GMT"]);
  }
  const { body } = await askAnew(`/petitions/${id}.json`);
  expect(String(body)).toContain('"updated_at":"2026-02-01T00:00:00.400Z"');
  const gone = new Date("2026-03-01T00:00:00Z");
  await site.db
    .updateTable("demand")
    .set({ state: "removed", updated_at: gone })
    .where("slug", "=", "russian-troops-out")
    .execute();
  const { headers } = await ask("/petitions.json?state=open");
  expect(headers["last-modified"]).toBe(gone.toUTCString());
});

test("who has the answer of a moment hears of the next change, though both were of one second", async () => {
  const second = Math.floor(Date.now() / 1000) * 1000;
  const signature_count = 1;
  const counted_at = new Date(second);
  await site.db
    .updateTable("demand")
    .set({ signature_count, counted_at })
    .where("id", "=", id)
    .execute();
  const read = await Promise.all(paths().map((path) => ask(`/kk${path}`)));
  for (const { headers } of read)
    expect(Date.parse(String(headers["last-modified"]))).toBe(second - 1_000);
  // once none can follow any more
  const last = new Date(second + 999);
  expect(lastModified(last, new Date(second + 5_000))).not.toEqual(last);
  expect(lastModified(last, new Date(second + 6_000))).toEqual(last);
});
