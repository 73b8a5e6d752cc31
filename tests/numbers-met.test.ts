/** The numbers and days that programs and people meet, from outside. */
import { afterAll, beforeAll, expect, test } from "vitest";

import { run } from "./support/command.ts";
import { type Site, startSite } from "./support/server.ts";
import { linkIn, sureOf, visitor } from "./support/visitor.ts";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());

const idOf = async (slug: string) =>
  (
    await site.db
      .selectFrom("demand")
      .select("id")
      .where("slug", "=", slug)
      .executeTakeFirstOrThrow()
  ).id;

interface Petition {
  data: { attributes: Record<string, unknown> & { updated_at: string; signature_count: number } };
}

test("a petition's updated_at and ETag move with its count: confirmed, withdrawn, repaired", async () => {
  const ann = visitor(site.base);
  const id = await idOf("free-the-prisoners");
  const path = `/petitions/${id}.json`;
  const read = async () => {
    const answer = await ann.get(path);
    const { attributes } = (JSON.parse(answer.html) as Petition).data;
    return {
      etag: answer.headers.get("etag"),
      count: attributes.signature_count,
      at: attributes.updated_at,
    };
  };
  /** Waits for another count than there was. */
  const moved = async (before: Awaited<ReturnType<typeof read>>, count: number) => {
    await expect.poll(async () => (await read()).count, { timeout: 20_000 }).toBe(count);
    const after = await read();
    expect(Date.parse(after.at)).toBeGreaterThan(Date.parse(before.at));
    expect(after.etag).not.toBe(before.etag);
    return after;
  };
  const email = "updated@example.org";
  await ann.sign("free-the-prisoners", { email });
  const seen = await read();
  await ann.post(linkIn((await ann.mails(email))[0]!, "/confirm/"), {});
  const confirmed = await moved(seen, seen.count + 1);
  const manage = await ann.manageLink(email);
  await ann.post(manage, sureOf(await ann.post(manage, { intent: "withdraw", all: "yes" })));
  const withdrawn = await moved(confirmed, seen.count);

  await site.db
    .updateTable("demand")
    .set({ signature_count: seen.count + 7 })
    .where("id", "=", id)
    .execute();
  const drifted = { ...withdrawn, etag: null };
  await expect.poll(async () => (await read()).count, { timeout: 20_000 }).toBe(seen.count + 7);
  expect((await run(site.database.url, "tally-check", "--repair")).code).toBe(0);
  await moved(drifted, seen.count);
});

test("what is trending has what was confirmed within the hour", async () => {
  const ann = visitor(site.base);
  const email = "trend@example.org";
  const id = await idOf("confiscate-the-properties");
  await ann.sign("confiscate-the-properties", { email });
  await ann.post(linkIn((await ann.mails(email))[0]!, "/confirm/"), {});
  await site.db
    .insertInto("tally_minute")
    .values({ demand_id: id, minute: new Date(Date.now() - 62 * 60_000), signature_count: 40 })
    .execute();
  type Trending = { data: { id: number; attributes: { signature_count: number } }[] };
  const counts = async () =>
    (await ann.json<Trending>("/trending.json")).data
      .filter((one) => one.id === id)
      .map(({ attributes }) => attributes.signature_count);
  await expect.poll(counts, { timeout: 20_000 }).toEqual([1]);
});

test("a constituency's start_date is the seat's, whenever its member was imported", async () => {
  const seats = await visitor(site.base).json<Record<string, { start_date: string }>>(
    "/constituencies.json",
  );
  expect(Object.keys(seats).length).toBeGreaterThan(5);
  for (const { start_date } of Object.values(seats)) expect(start_date).toBe("2024-05-31");
});

test("an open demand says when it closes, by the clock in London, and a form after it is refused", async () => {
  const ann = visitor(site.base);
  const id = await idOf("russian-troops-out");
  const closing = (closes_at: Date | null) =>
    site.db.updateTable("demand").set({ closes_at }).where("id", "=", id).execute();
  const page = "/demands/russian-troops-out";
  await closing(new Date("2041-07-15T23:30:00Z"));
  const inEach = {
    en: ["Closes on 16 July 2041 at 00:30, London time", "Closes on 16 July 2041"],
    uk: ["16 липня 2041", "Закривається 16 липня 2041"],
    kk: ["2041 ж. 16 шілде", "Жабылатын күні: 2041 ж. 16 шілде"],
    ru: ["16 июля 2041", "Закрывается 16 июля 2041"],
  };
  for (const [locale, [long, short]] of Object.entries(inEach)) {
    const prefix = locale === "en" ? "" : `/${locale}`;
    const text = async (path: string) => (await ann.get(path)).html.replaceAll("\u00a0", " ");
    await expect.poll(() => text(prefix + page)).toContain(long);
    await expect.poll(() => text(`${prefix}/`)).toContain(short);
  }
  const petition = async () =>
    (await ann.json<Petition>(`/petitions/${id}.json`)).data.attributes["closing_date"];
  await expect.poll(petition).toBe("2041-07-16");
  await closing(new Date("2041-01-15T23:30:00Z"));
  await expect.poll(petition, { timeout: 20_000 }).toBe("2041-01-15");

  // the state follows within a minute; the form does not wait for it
  await closing(new Date(Date.now() - 1));
  const email = "too-late@example.org";
  const late = await ann.sign("russian-troops-out", { email });
  expect(late.status).toBe(410);
  const also = await ann.sign("free-the-prisoners", { email, also: ["russian-troops-out"] });
  expect(also.status).toBe(422);
  await expect.poll(async () => (await ann.get(`${page}/sign`)).status).toBe(410);
  await expect.poll(async () => (await ann.get(page)).html).not.toContain(`action="${page}/sign"`);
  const mailed = await ann.json<unknown[]>(`/mailbox.json?to=${email}`);
  expect(mailed).toEqual([]);
});
