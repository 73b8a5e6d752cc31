/** An evening: a list of members is imported in the browser, its difference read by name, and undone. */
import fs from "node:fs";

import { expect, test } from "vitest";

import type { Db } from "#db/connection.ts";

import { MEMBERS, areSeatsThere } from "./bench/real-places.ts";
import { openBrowser } from "./support/browser.ts";
import { organiserAt, startCountry } from "./support/evening.ts";
import { rowsOf } from "./support/uploads.ts";

const HEAD = ["pcon_code", "member_id", "full_title", "display_as", "party_text", "member_email"];

/** The public list where it is there, else one of those who sit; with addresses that the site has. */
async function listOf(db: Db): Promise<{ head: string[]; rows: string[][] }> {
  if (areSeatsThere()) {
    // every cell of this file stands in quotes
    const [head, ...rows] = fs
      .readFileSync(MEMBERS, "utf8")
      .trim()
      .split(/\r?\n/)
      .map((line) => line.slice(1, -1).split('","'));
    const [id, email] = ["member_id", "member_email"].map((name) => head!.indexOf(name));
    for (const row of rows)
      if (row[email!]!.includes("@")) row[email!] = `member-${row[id!]}@example.org`;
    return { head: head!, rows };
  }
  const sitting = await db
    .selectFrom("membership")
    .innerJoin("member", "member.id", "membership.member_id")
    .innerJoin("member_contact", "member_contact.member_id", "member.id")
    .where("membership.ended_on", "is", null)
    .select(["area_code", "member.id", "full_title", "name", "party", "email"])
    .orderBy("area_code")
    .execute();
  const rows = sitting.map((one) =>
    [one.area_code, one.id, one.full_title, one.name, one.party, one.email].map(String),
  );
  return { head: HEAD, rows };
}

test("the public list of members is looked at, its difference stands there by name, it runs, and is undone to the row", async () => {
  await using site = await startCountry();
  const browser = await openBrowser();
  try {
    await using ann = await organiserAt(site, browser, "ann@example.org");
    const { page } = ann;
    const { head, rows } = await listOf(site.db);
    const at = (name: string) => head.indexOf(name);
    const cell = (row: number, name: string) => rows[row]![at(name)]!;
    const change = (row: number, cells: Record<string, string>) => {
      for (const [name, value] of Object.entries(cells)) rows[row]![at(name)] = value;
    };
    // one has another party, one another address, one seat another holder
    const [turned, moved, gone] = [3, 40, 77].map((row) => cell(row, "display_as"));
    change(3, { party_text: "Evening Party" });
    change(40, { member_email: "moved@example.org" });
    const newcomer = { full_title: "Nora Newcomer MP", display_as: "Nora Newcomer" };
    change(77, { ...newcomer, member_id: "99001", member_email: "nora@example.org" });
    const csv = [head, ...rows].map((row) => row.map((one) => `"${one}"`).join(",")).join("\n");
    const before = await rowsOf(site.database);

    await page.goto("/organise/members");
    await page
      .getByRole("link", { name: /import/i })
      .first()
      .click();
    await page.getByLabel(/^Members/).check();
    const file = { name: "mps.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("button", { name: "Look at it" }).click();
    const settled = (state: string) =>
      page.locator("#import:not([data-refresh]) .tag", { hasText: state }).waitFor();
    await settled("waits for you");
    await page.getByText("Nothing has changed yet.", { exact: true }).waitFor();
    const told = await page.locator("#import").innerText();
    for (const line of ["Evening Party", "moved@example.org", "Nora Newcomer"])
      expect(told).toContain(line);
    for (const who of [turned, moved, gone]) expect(told).toContain(who);
    // whom the list leaves as they are is named nowhere
    expect(told).not.toContain(cell(5, "display_as"));
    expect(await rowsOf(site.database)).toEqual(before);

    await page.getByRole("button", { name: "Run it" }).click();
    await settled("done");
    await page.goto("/organise/members?q=Newcomer");
    await page.getByRole("link", { name: "Nora Newcomer" }).click();
    await page.getByText("nora@example.org").first().waitFor();

    // it was last month's list
    await page.goto("/organise/members/import");
    await page.getByRole("link", { name: /^Members, import/ }).click();
    await page.getByLabel("Type “undo”").fill("undo");
    await page.getByRole("button", { name: "Undo this import" }).click();
    await page.getByText("The import is undone.").waitFor();
    expect(await rowsOf(site.database)).toEqual(before);
    await page.goto("/organise/audit");
    await page
      .getByRole("row", { name: /Undid import/ })
      .first()
      .waitFor();
    expect(ann.faults).toEqual([]);
  } finally {
    await browser.close();
  }
});
