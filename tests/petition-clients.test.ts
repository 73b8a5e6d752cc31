/**
 * What public programs ask petition.parliament.uk for, and what they do with the answers, asked of us
 * with only the host changed. Each test names the repository or kind of program it is written after.
 */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import { takeAway } from "./support/away.ts";
import { raw } from "./support/raw.ts";
import { type Site, startSite } from "./support/server.ts";

const now = new Date("2026-03-01T12:00:00Z");

let site: Site;
/** The seeded demands are open; these are closed, answered, past the thresholds, hidden or removed. */
const ids: Record<string, number> = {};
beforeAll(async () => {
  site = await startSite();
  const add = async (slug: string, values: object) => {
    const { id } = await site.db
      .insertInto("demand")
      .values({
        slug,
        goal: null,
        created_at: now,
        updated_at: now,
        topics: ["testing"],
        ...values,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await site.db
      .insertInto("demand_text")
      .values({
        ...{ demand_id: id, version: 1, locale: "en", title: slug, summary: "s", body: "b" },
        ...{ addressee: "The House", translated_by: null, created_at: now },
      })
      .execute();
    ids[slug] = id;
  };
  const closed = { state: "closed", opened_at: now, closed_at: now };
  await add("answered", { ...closed, signature_count: 20_000, response_threshold_reached_at: now });
  await add("waiting", { ...closed, signature_count: 15_000, response_threshold_reached_at: now });
  await add("huge", {
    ...{ state: "open", opened_at: now, signature_count: 200_000 },
    ...{ response_threshold_reached_at: now, debate_threshold_reached_at: now },
    closes_at: new Date("2126-07-31T23:30:00Z"),
  });
  await add("a-draft", { state: "draft" });
  await add("removed", { state: "removed" });
  await site.db
    .insertInto("demand_update")
    .values({
      ...{ demand_id: ids["answered"]!, kind: "answer", outcome: null, subject: "No", body: "No." },
      ...{ source_url: null, occurred_on: "2026-03-02", created_at: now, updated_at: now },
    })
    .execute();
});
afterAll(() => site[Symbol.asyncDispose]());

interface Listed {
  type: string;
  id: number;
  links: { self: string };
  attributes: { action: string; background: string; state: string; signature_count: number };
}
interface List {
  links: Record<"self" | "first" | "last" | "next" | "prev", string | null>;
  data: Listed[];
}
const json = async <T>(url: string): Promise<T> => {
  const response = await fetch(new URL(url, site.base), { redirect: "error" });
  expect([url, response.status, response.headers.get("content-type")]).toEqual([
    ...[url, 200, "application/json; charset=utf-8"],
  ]);
  return (await response.json()) as T;
};
const actions = async (query: string) =>
  (await json<List>(`/petitions.json${query}`)).data.map(({ attributes }) => attributes.action);

// clients that ask for every state by its name
test("each state is true to its name, and one that no demand has is an empty list", async () => {
  const open = await actions("?state=open");
  expect(open).toHaveLength(6);
  expect(open[0]).toBe("huge");
  expect(await actions("?state=all")).toEqual(await actions(""));
  expect(await actions("?state=")).toEqual(await actions(""));
  expect(await actions("")).toHaveLength(8);
  expect(await actions("?state=closed")).toEqual(["answered", "waiting"]);
  expect((await actions("?state=recent"))[0]).toBe("huge");
  expect(await actions("?state=with_response")).toEqual(["answered"]);
  expect(await actions("?state=awaiting_response")).toEqual(["huge", "waiting"]);
  expect(await actions("?state=awaiting_debate")).toEqual(["huge"]);
  for (const state of ["rejected", "debated", "not_debated", "published", "draft", "removed"])
    expect([state, await actions(`?state=${state}`)]).toEqual([state, []]);
  for (const state of [
    "nonsense",
    "constructor",
    "__proto__",
    "OPEN",
    "open%20",
    "open'--",
    "%F0%9F%98%80",
  ])
    expect([state, await actions(`?state=${state}`)]).toEqual([state, []]);
});

test("links carry what was asked for, and lead through all pages to the end and back", async () => {
  const seen: number[] = [];
  let next: string | null = `${site.base}/petitions.json?count=4&state=all&q=a`;
  let list: List | undefined;
  while (next) {
    list = await json<List>(next);
    for (const link of Object.values(list.links)) {
      const asked = link === null ? undefined : new URL(link).searchParams;
      if (asked)
        expect([asked.get("count"), asked.get("state"), asked.get("q")]).toEqual(["4", "all", "a"]);
    }
    seen.push(...list.data.map(({ id }) => id));
    next = list.links.next;
  }
  expect(new Set(seen).size).toBe(seen.length);
  expect(list!.links.self).toBe(list!.links.last);
  expect(list!.links.prev).not.toBeNull();
});

test("pages and counts that are none do no harm", async () => {
  const all = await json<List>("/petitions.json");
  for (const odd of ["page=0", "page=-1", "page=abc", "page=1.5", "page=", "count=0", "count=x"])
    expect([odd, (await json<List>(`/petitions.json?${odd}`)).data]).toEqual([odd, all.data]);
  for (const past of ["page=2", "page=99", "page=123456", "page=99999999999999"]) {
    const { data, links } = await json<List>(`/petitions.json?${past}`);
    expect([past, data, links.next, links.prev]).toEqual([past, [], null, links.first]);
  }
  expect((await json<List>("/petitions.json?count=2")).data).toHaveLength(2);
  expect((await json<List>("/petitions.json?count=99999")).data).toEqual(all.data);
  expect((await json<List>("/petitions.json?count=2&page=4&state=all")).data).toHaveLength(2);
  expect(new URL(all.links.self!).href).toBe(`${site.base}/petitions.json`);
});

// programs that download every petition: they read the number of pages in links.last
test("the last link names its page, also of an empty list and of the archive", async () => {
  for (const path of [
    "/petitions.json",
    "/petitions.json?state=rejected",
    "/archived/petitions.json?state=published",
    "/archived/petitions.json?parliament=1&state=all",
  ]) {
    const { links, data } = await json<List>(path);
    expect([path, /page=(\d+)/.exec(links.last ?? "")?.[1]]).toEqual([path, "1"]);
    expect((await json<List>(links.last!)).data).toEqual(data);
  }
});

// mattunderscorechampion/uk-petitions asks for the path behind the last slash of links.next
test("the last slash of a link is the one before petitions.json", async () => {
  const { links } = await json<List>("/petitions.json?page=1&state=all&count=2&q=a%2Fe");
  for (const link of [links.self, links.first, links.last])
    expect(link!.slice(link!.lastIndexOf("/"))).toMatch(/^\/petitions\.json\?/);
});

// Logiqx/petition-stats, unboxed/petition-map, rgarner/non-uk-petition-signatures
test("from a list each petition is found by its link, and by its id", async () => {
  for (const { id, links, attributes } of (await json<List>("/petitions.json?state=open")).data) {
    const one = await json<{ links: object; data: Listed }>(links.self);
    expect(one.data).toMatchObject({ type: "petition", id });
    expect(one.links).toEqual(links);
    const own = one.data.attributes as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(attributes)) expect(own[name]).toEqual(value);
    for (const name of ["country", "constituency", "region"])
      expect(Array.isArray(own[`signatures_by_${name}`])).toBe(true);
    const page = await fetch(links.self.replace(".json", ""), { redirect: "manual" });
    expect([page.status, page.headers.get("location")]).toEqual([
      303,
      expect.stringMatching(/^\/demands\//),
    ]);
  }
});

// panoramicdata/Uk.Parliament reads text where petition.parliament.uk always has some
test("departments have text in every field, days are those of London", async () => {
  const { data } = await json<{ data: { attributes: Record<string, unknown> } }>(
    `/petitions/${ids["huge"]}.json`,
  );
  const { departments, closing_date } = data.attributes;
  expect(departments).toEqual([
    { acronym: "", name: "The House", url: `${site.base}/demands/huge` },
  ]);
  // 23:30 in Greenwich is half past midnight in London's summer
  expect(closing_date).toBe("2126-08-01");
});

// programs that read the CSV of a state and take each id from the end of its URL
test("the CSV takes the state and the search, and its URLs end in ids", async () => {
  const rows = async (query: string) => {
    const text = await (await fetch(`${site.base}/petitions.csv${query}`)).text();
    const [head, ...rest] = text.trim().split("\r\n");
    expect(head).toBe('"Petition","URL","State","Signatures Count"');
    return rest;
  };
  expect(await rows("")).toHaveLength(8);
  expect(await rows("?state=all")).toEqual(await rows(""));
  expect(await rows("?state=closed")).toEqual([
    `"answered","${site.base}/petitions/${ids["answered"]}","closed",20000`,
    `"waiting","${site.base}/petitions/${ids["waiting"]}","closed",15000`,
  ]);
  expect(await rows("?state=rejected")).toEqual([]);
  expect(await rows("?q=waiting")).toHaveLength(1);
  expect(await rows("?topic=testing")).toHaveLength(3);
  const archived = await fetch(`${site.base}/archived/petitions.csv?parliament=1&state=published`);
  expect(await archived.text()).toBe('"Petition","URL","State","Signatures Count"\r\n');
});

test("topics are those of the demands, and filter them", async () => {
  const topics = await json<Record<string, { code: string; name: string }>>("/topics.json");
  expect(topics["use-of-force"]).toEqual({ code: "use-of-force", name: "Use of force" });
  expect(await actions("?topic=testing")).toEqual(["huge", "answered", "waiting"]);
  expect(await actions("?topic=none")).toEqual([]);
  expect(await json("/parliaments.json")).toEqual([]);
});

test("the paths of people lead to our pages", async () => {
  const huge = ids["huge"]!;
  const ways = {
    "/petitions": "/",
    "/petitions?state=open&q=Gas": "/?q=gas&state=open",
    "/petitions?state=with_response": "/",
    "/archived/petitions?parliament=1": "/",
    [`/petitions/${huge}`]: "/demands/huge",
    [`/petitions/${huge}?reveal_response=yes`]: "/demands/huge",
    [`/petitions/${huge}/signatures/new`]: "/demands/huge/sign",
    "/petitions/local": "/constituencies",
    "/petitions/local?postcode=SW1A+1AA": "/constituencies?q=sw1a+1aa",
    "/petitions/local/leeds-central-and-headingley": "/constituencies/E14001319",
    "/petitions/local/leeds-central-and-headingley/all": "/constituencies/E14001319",
  };
  for (const [path, to] of Object.entries(ways)) {
    const { status, headers } = await fetch(site.base + path, { redirect: "manual" });
    expect([path, status, headers.get("location")]).toEqual([path, 303, to]);
  }
});

test("what is signed in a constituency leaves out small numbers", async () => {
  const place = "E14001319";
  const count = (slug: string, signature_count: number) => {
    return { demand_id: ids[slug]!, place, signature_count };
  };
  await site.db
    .insertInto("tally_place")
    .values([count("huge", 7), count("answered", 9), count("waiting", 4)])
    .execute();
  const local = await json("/petitions/local/leeds-central-and-headingley.json");
  const one = (slug: string, state: string, here: number, total: number) => ({
    ...{ action: slug, url: `${site.base}/petitions/${ids[slug]}`, state },
    ...{ constituency_signature_count: here, total_signature_count: total },
  });
  expect(local).toEqual({
    constituency: "Leeds Central and Headingley",
    mp: { name: "Sam Specimen MP", url: expect.stringContaining("/members/") as string },
    petitions: [one("huge", "open", 7, 200_000)],
  });
  expect(await json("/petitions/local/leeds-central-and-headingley/all.json")).toMatchObject({
    petitions: [one("answered", "closed", 9, 20_000), one("huge", "open", 7, 200_000)],
  });
  const csv = await fetch(`${site.base}/petitions/local/leeds-central-and-headingley.csv`);
  expect(await csv.text()).toBe(
    '"Petition","URL","State","Local Signatures","Total Signatures"\r\n' +
      `"huge","${site.base}/petitions/${ids["huge"]}","open",7,200000\r\n`,
  );
});

test("an answer is kept once, however many ways there are of writing its address in capitals", async () => {
  for (const path of [
    `/petitions/${ids["huge"]}.json`,
    "/petitions/local/leeds-central-and-headingley.json",
    "/petitions/local/leeds-central-and-headingley/all.csv",
  ]) {
    const plain = await raw(site.base + path);
    const { status, headers, body } = await raw(site.base + path.toUpperCase());
    expect([path, status, body]).toEqual([path, 200, plain.body]);
    expect([path, headers["cache-status"]]).toEqual([path, expect.stringContaining("hit")]);
  }
});

test("every refusal there is JSON that any site may read", async () => {
  const { huge, removed } = ids;
  const refusals: [string, number, string?][] = [
    ["/petitions/nonsense", 400],
    ["/petitions/nonsense.json", 400],
    ["/petitions/1.5.json", 400],
    ["/petitions/-1.json", 400],
    ["/petitions/start", 400],
    ["/petitions/%ff.json", 400],
    ["/petitions/999999.json", 404],
    ["/petitions/99999999999999999999.json", 404],
    ["/petitions/007.json", 404],
    [`/petitions/${ids["a-draft"]}.json`, 404],
    [`/petitions/${removed}.json`, 410],
    [`/petitions/${removed}`, 410],
    [`/petitions/${removed}/count.json`, 410],
    [`/petitions/${removed}.csv`, 410],
    ["/petitions/nonsense/count.json", 400],
    [`/petitions/${huge}.xml`, 406],
    [`/petitions/${huge}/no/such`, 404],
    ["/petitions.xml", 404],
    ["/petitions/local/nowhere.json", 404],
    ["/petitions/local/leeds-central-and-headingley/some.json", 404],
    ["/archived/petitions/131215.json", 404],
    ["/archived/petitions/x.json", 400],
    ["/archived/anything", 404],
    ["/archived/petitions/1/count.json", 404],
    ["/parliaments/2010-2015.json", 404],
    ["/regions.json", 404],
    ["/departments.json", 404],
    ["/uk/petitions/no/such", 404],
    ["/petitions.json?_data=root", 400],
    ["/petitions.json?q=%00", 400],
    ["/petitions.json", 405, "PUT"],
    ["/petitions/no/such", 405, "DELETE"],
    ["/topics.json", 403, "POST"],
  ];
  for (const [path, status, method = "GET"] of refusals) {
    const answer = await raw(site.base + path, {}, method);
    const { headers } = answer;
    expect([path, answer.status, headers["content-type"]]).toEqual([
      ...[path, status, "application/json; charset=utf-8"],
    ]);
    expect([path, headers["cache-control"]]).toEqual([path, "no-store"]);
    expectOpen(path, headers);
    const { error, ...told } = JSON.parse(String(answer.body)) as { error: string };
    expect([path, told, error]).toEqual([path, { status }, expect.stringMatching(/^\p{L}.+\.$/u)]);
    if (status === 405) expect([path, headers["allow"]]).toEqual([path, "GET, HEAD"]);
  }
});

test("a constituency starts when the seat did, whoever sits in it", async () => {
  const seats = await json<Record<string, Record<string, unknown>>>("/constituencies.json");
  for (const [code, seat] of Object.entries(seats))
    expect([code, seat]).toEqual([
      code,
      {
        ...{ mp: expect.any(String) as string, party: expect.any(String) as string },
        ...{ constituency: expect.any(String) as string, ons_code: code },
        ...{ start_date: "2024-05-31", end_date: null },
      },
    ]);
});

test("a refusal elsewhere stays a page, of the same status too", async () => {
  for (const [path, method] of [
    ["/no/such", "GET"],
    ["/no/such", "PUT"],
    ["/demands/no-such", "GET"],
  ] as const) {
    const { headers } = await raw(site.base + path, {}, method);
    expect([path, headers["content-type"]]).toEqual([path, "text/html; charset=utf-8"]);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  }
});

function expectOpen(path: string, headers: Record<string, unknown>) {
  expect([path, headers["access-control-allow-origin"]]).toEqual([path, "*"]);
  expect([path, headers["access-control-allow-methods"]]).toEqual([path, "GET"]);
  expect([path, headers["access-control-allow-headers"]]).toEqual([
    path,
    "Origin, X-Requested-With, Content-Type, Accept",
  ]);
}

test("browsers on other sites may ask, and HEAD tells what GET would", async () => {
  for (const path of ["/petitions.json", "/archived/petitions.json", "/petitions/no/such"]) {
    const preflight = await raw(
      site.base + path,
      { origin: "https://elsewhere.example", "access-control-request-method": "GET" },
      "OPTIONS",
    );
    expect([path, preflight.status]).toEqual([path, 204]);
    expectOpen(path, preflight.headers);
    const [got, head] = [await raw(site.base + path), await raw(site.base + path, {}, "HEAD")];
    expectOpen(path, got.headers);
    expect([head.status, head.body.length]).toEqual([got.status, 0]);
    for (const name of ["content-type", "content-length", "etag", "last-modified"])
      expect([path, name, head.headers[name]]).toEqual([path, name, got.headers[name]]);
  }
  const { headers } = await raw(`${site.base}/petitions.json`);
  expect(headers["cache-control"]).toBe(
    "max-age=10, public, stale-while-revalidate=20, stale-if-error=50",
  );
});

test("a fault of ours and a database that is away are told as JSON too", async () => {
  const hear = async (path: string) => {
    const { status, headers, body } = await raw(site.base + path);
    expectOpen(path, headers);
    expect([path, headers["content-type"]]).toEqual([path, "application/json; charset=utf-8"]);
    expect(headers["cache-control"]).toBe("no-store");
    return { headers, told: JSON.parse(String(body)) as Record<string, unknown>, status };
  };
  await sql`alter table tally_place rename to tally_gone`.execute(site.db);
  const fault = await hear(`/petitions/${ids["waiting"]}.json`);
  await sql`alter table tally_gone rename to tally_place`.execute(site.db);
  expect(fault.told).toEqual({
    status: 500,
    error: "Something went wrong on our side.",
    reference: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
  });
  const away = await takeAway(site);
  try {
    const { told, headers } = await hear("/petitions.json?q=never+asked+for");
    expect([told["status"], headers["retry-after"]]).toEqual([503, "5"]);
  } finally {
    await away.giveBack();
  }
});
