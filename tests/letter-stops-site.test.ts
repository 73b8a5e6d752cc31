/** A letter to all 650 members, stopped on the site while the provider has much in hand. */
import { setTimeout as sleep } from "node:timers/promises";

import { expect, test } from "vitest";

import { seedHouse } from "./support/house.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { startSite } from "./support/server.ts";
import { until } from "./support/mails.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

test.each(["cancel", "pause"])(
  "%s pressed at the 200th copy, over HTTP: the provider sees none after the answer",
  async (intent) => {
    await using standIn = await startStandIn({ perSecond: 8 });
    await using site = await startSite({
      MAIL_TRANSPORT: "resend",
      RESEND_API_KEY: "re_test",
      RESEND_BASE_URL: standIn.url,
      MAIL_FROM: "campaign@example.org",
      MAIL_LIVE: "true",
    });
    await seedHouse(site.db, 650);
    const all = (await site.db.selectFrom("membership").selectAll().execute()).length;
    const ann = visitor(site.base);
    await ann.post(await signInPath(site.db, await newOrganiser(site.db, "ann@example.org")), {});
    const { location } = await ann.post("/organise/letters/new", {
      ...{ demand: "free-the-prisoners", subject: "To you", body: "Dear {{member.name}}," },
      ...{ audience: "all", per_hour: "100000" },
    });
    const letter = location.split("?")[0]!;
    const press = async (name: string) =>
      ann.post(letter, fieldsFor((await ann.get(letter)).html, name));
    await press("approve");
    expect((await press("send")).location).toBe(`${letter}?said=sending`);
    await until(() => standIn.taken.length >= 200);
    // what is not taken yet is frozen and comes again
    standIn.faults.push({ statusCode: 429, name: "rate_limit_exceeded", retryAfter: 1 });
    await until(() => standIn.faults.length === 0);
    const pressed = await press(intent);
    const left = standIn.taken.length;
    expect(pressed.location).toBe(`${letter}?said=${intent === "cancel" ? "cancelled" : "paused"}`);
    await sleep(3_000);
    expect(standIn.taken).toHaveLength(left);
    expect([...standIn.counts.values()].filter((count) => count > 1)).toEqual([]);
    const { html } = await ann.get(letter);
    expect(html).toContain(`<progress value="${left}" max="${all}"`);
    if (intent === "cancel") return;
    expect((await press("resume")).location).toBe(`${letter}?said=resumed`);
    await until(() => standIn.taken.length > left + 60);
    expect([...standIn.counts.values()].filter((count) => count > 1)).toEqual([]);
  },
);
