import { afterAll, beforeAll, expect, test } from "vitest";

import { signInPath } from "./support/organisers.ts";
import { type Site, startSite } from "./support/server.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

let site: Site;
let ann: ReturnType<typeof visitor>;
beforeAll(async () => {
  site = await startSite();
  ann = visitor(site.base);
  await ann.post(await signInPath(site.db), {});
});
afterAll(() => site[Symbol.asyncDispose]());

const demand = "free-the-prisoners";
const pathOf = (member: number) => `/organise/members/${member}`;

/** Records an answer as an organiser who has just opened the page. @returns what is said */
async function record(member: number, stance: string, date: string, source = "a letter") {
  const form = fieldsFor((await ann.get(pathOf(member))).html, "stance");
  const said = { demand, stance, date, source, quote: `${stance} on ${date}` };
  const { location } = await ann.post(pathOf(member), { ...form, ...said });
  return new URL(location, site.base).searchParams.get("said");
}

const main = (html: string) => /<main.*?<\/main>/s.exec(html)![0].replaceAll("<!-- -->", "");
const stancesIn = (html: string) =>
  [...main(html).matchAll(/<b>([^<]*)<\/b>, (\d+ \w+ \d{4})/g)].map(([, kind, day]) => [kind, day]);
const shownTo = async (path: string) => stancesIn((await visitor(site.base).get(path)).html);
const inShort = async (member: number) => {
  const { html } = await visitor(site.base).get("/members");
  const row = html.split("<tr").find((one) => one.includes(`/members/${member}"`))!;
  return /(Supports in part|Supports|Opposes|No answer)/.exec(row)?.[0];
};
const corrections = async (member: number) =>
  [...(await ann.get(pathOf(member))).html.matchAll(/href="([^"]*\/answers\/\d+)"/g)].map(
    ([, path]) => path!,
  );

test("an answer of an earlier day that is recorded later is kept, and the newer one stands", async () => {
  expect(await record(9_000_001, "supports", "2026-02-03")).toBe("stance-recorded");
  expect(await record(9_000_001, "opposes", "2025-06-07")).toBe("stance-earlier");
  const both = [
    ["Supports", "3 February 2026"],
    ["Opposes", "7 June 2025"],
  ];
  expect(await shownTo("/members/9000001")).toEqual(both);
  expect(await inShort(9_000_001)).toBe("Supports");
  const { area_code } = await site.db
    .selectFrom("membership")
    .select("area_code")
    .where("member_id", "=", 9_000_001)
    .executeTakeFirstOrThrow();
  expect(await shownTo(`/constituencies/${area_code}`)).toEqual(both);
  // another demand of the same member is no matter
  expect(await record(9_000_001, "partly", "2026-02-04")).toBe("stance-recorded");
  expect((await shownTo("/members/9000001"))[0]).toEqual(["Supports in part", "4 February 2026"]);
});

test("of two answers of one day the one recorded last stands, and the same one twice is kept once", async () => {
  await record(9_000_002, "no-answer", "2026-02-03");
  expect(await record(9_000_002, "partly", "2026-02-03")).toBe("stance-recorded");
  expect(await record(9_000_002, "no-answer", "2026-02-03")).toBe("stance-recorded");
  expect(await shownTo("/members/9000002")).toEqual([
    ["Supports in part", "3 February 2026"],
    ["No answer", "3 February 2026"],
  ]);
});

test("an answer written down wrongly is corrected, also to an earlier day, and says so", async () => {
  await record(9_000_003, "opposes", "2025-01-02");
  await record(9_000_003, "supports", "2026-03-03");
  const [path] = await corrections(9_000_003);
  const opened = await ann.get(path!);
  expect(opened.html).toContain('value="2026-03-03"');
  expect(opened.html).toMatch(/<option value="supports" selected/);
  const form = fieldsFor(opened.html, "stance");
  const wrong = { demand, stance: "partly", date: "2024-03-03", source: "", quote: "Well." };
  const refused = await ann.post(path!, { ...form, ...wrong });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("Well.");
  const right = { ...form, ...wrong, source: "a letter" };
  expect((await ann.post(path!, right)).location).toBe(
    `${pathOf(9_000_003)}?said=stance-corrected`,
  );
  expect(await shownTo("/members/9000003")).toEqual([
    ["Opposes", "2 January 2025"],
    ["Supports in part", "3 March 2024"],
  ]);
  const { html } = await visitor(site.base).get("/members/9000003");
  expect(html.match(/the entry was corrected on/g)).toHaveLength(1);
  // the form of before would write over what was corrected meanwhile
  const late = await ann.post(path!, { ...right, stance: "supports" });
  expect(late.status).toBe(409);
  expect(main(late.html)).toContain("Supports in part");
  const again = fieldsFor(late.html, "stance");
  expect((await ann.post(path!, { ...right, ...again, stance: "supports" })).status).toBe(303);
  expect((await ann.post(path!, { ...right, version: "" })).status).toBe(409);
  expect((await ann.get("/organise/members/9000002/answers/999")).status).toBe(404);
  expect((await ann.get(path!.replace("9000003", "9000002"))).status).toBe(404);
});

test("who corrects an answer that was moved to another demand meanwhile is asked, and reads of which it is", async () => {
  await record(9_000_006, "opposes", "2025-01-02");
  const [path] = await corrections(9_000_006);
  const form = fieldsFor((await ann.get(path!)).html, "stance");
  const said = { ...form, stance: "opposes", date: "2025-01-02", source: "a letter" };
  const moved = { ...said, demand: "russian-troops-out", quote: "opposes on 2025-01-02" };
  expect((await ann.post(path!, moved)).status).toBe(303);
  const late = await ann.post(path!, { ...said, demand, quote: "Never." });
  expect(late.status).toBe(409);
  expect(main(late.html)).toMatch(/Demand.*Russian troops out/s);
  expect(late.html).toContain("Never.");
});

test("the audit log says of which demand an answer was before it was corrected to be of another", async () => {
  await record(9_000_005, "opposes", "2025-01-02");
  const [path] = await corrections(9_000_005);
  const form = fieldsFor((await ann.get(path!)).html, "stance");
  const moved = { demand: "russian-troops-out", stance: "opposes", date: "2025-01-02" };
  const said = { ...form, ...moved, source: "a letter", quote: "" };
  expect((await ann.post(path!, said)).status).toBe(303);
  const entry = await site.db
    .selectFrom("audit")
    .select(["before", "after"])
    .where("action", "=", "member.stance")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  expect(entry.before).toMatchObject({ demand });
  expect(entry.after).toMatchObject({ demand: "russian-troops-out" });
});

test("nothing of an answer is chosen for the organiser, and what is not chosen is not kept", async () => {
  const { html } = await ann.get(pathOf(9_000_004));
  for (const name of ["demand", "stance"]) {
    const select = new RegExp(`<select[^>]*name="${name}".*?</select>`, "s").exec(html)![0];
    expect(select).toMatch(/^<select[^>]* required/);
    expect(select).not.toContain(" selected");
    expect(/<option[^>]*value="([^"]*)"/.exec(select)![1]).toBe("");
  }
  expect(/<input[^>]*name="date"[^>]*>/.exec(html)![0]).not.toContain("value=");
  const form = fieldsFor(html, "stance");
  const said = { demand, stance: "supports", date: "2026-01-01", source: "a letter", quote: "So." };
  for (const name of ["demand", "stance", "date"] as const) {
    const { [name]: _left, ...rest } = said;
    for (const fields of [rest, { ...rest, [name]: "" }, { ...rest, [name]: " " }]) {
      const refused = await ann.post(pathOf(9_000_004), { ...form, ...fields });
      expect([name, refused.status]).toEqual([name, 422]);
      expect(refused.html).toContain(`href="#${name}"`);
      expect(refused.html).toContain("So.");
    }
  }
  expect(await shownTo("/members/9000004")).toEqual([]);
});
