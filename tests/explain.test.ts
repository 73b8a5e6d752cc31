import { sql } from "kysely";
import { expect, test } from "vitest";

import { signerKey } from "#app/keys.server.ts";
import { getDemand, listDemands } from "#app/demands/get-demand.server.ts";
import { listTimeline } from "#app/demands/life/timeline.server.ts";
import { cancelLetter } from "#app/letters/cancel-letter.server.ts";
import { finishLetter } from "#app/letters/leaving/finish-letter.server.ts";
import { listMemberLetters } from "#app/letters/member-letters.server.ts";
import { pauseLetter, resumeLetter } from "#app/letters/pause-letter.server.ts";
import { releaseCopies } from "#app/letters/leaving/release-copies.server.ts";
import { keepApproval, lookAt } from "#app/letters/drafting/approval.server.ts";
import { getLetter } from "#app/letters/get-letter.server.ts";
import { sendLetter } from "#app/letters/send-letter.server.ts";
import { readQueue } from "#app/mail/read-queue.server.ts";
import { sendMailAgain } from "#app/organisers/send-again.server.ts";
import { listTasks } from "#app/organisers/tasks.server.ts";
import { mailHearer } from "#app/mail/hearer.server.ts";
import { getOverview } from "#app/organisers/overview.server.ts";
import { listAudit } from "#app/organisers/audit.server.ts";
import { getArea, getAreaOfPostcode, listAreasOfPostcodes } from "#app/places/place.server.ts";
import { confirmClicks } from "#app/signatures/confirm.server.ts";
import { getPendingSigning } from "#app/signatures/confirming/get-pending.server.ts";
import { prepareAsk, storeAsks } from "#app/signatures/manage/ask.server.ts";
import { rename, setUpdates } from "#app/signatures/manage/correct.server.ts";
import { getHeld } from "#app/signatures/manage/get-held.server.ts";
import { disown } from "#app/signatures/not-me.server.ts";
import { placeEarlierSigners } from "#app/signatures/place-later.server.ts";
import { countCorrections, listDays, listPlaces } from "#app/signatures/places.server.ts";
import { prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import { withdraw } from "#app/signatures/withdraw.server.ts";
import { namePlaces } from "#app/signatures/name-places.server.ts";
import type { Db } from "#db/connection.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { settleBatch } from "#emails/dispatch/settle-batch.ts";
import { takeWebhook } from "#emails/webhook.ts";

import { freshDatabase } from "./support/database.ts";
import { later, seedDemand, seedHouse } from "./support/house.ts";
import { settleAll, tellOf } from "./support/letters.ts";
import { listening } from "./support/listening.ts";
import { testKeys } from "./support/signers.ts";

/** Tables that grow with signatures, mails, letters or postcodes; days of signings are among them. */
const growing =
  /^(signing(_\d+)*|signature|tally_place|tally_minute|tally_hour|tally_correction|mail_message|mail_batch|mail_allowance|suppression|webhook_event|postcode|letter_copy|letter_total|audit)$/;

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  Plans?: Plan[];
}

/** The growing tables that a plan reads from end to end. */
function readWhole(plan: Plan): string[] {
  const own = plan["Node Type"] === "Seq Scan" ? [plan["Relation Name"] ?? ""] : [];
  const below = (plan.Plans ?? []).flatMap(readWhole);
  return [...own.filter((name) => growing.test(name)), ...below];
}

/** Enough rows, as a site has after some weeks, that reading a table whole would not pay. */
async function fill(db: Db): Promise<{ demands: number[]; letter: number }> {
  await seedHouse(db, 650);
  const demands: number[] = [];
  for (let n = 0; n < 40; n++)
    demands.push(await seedDemand(db, `demand-${n}`, `Demand ${n}`, 0, []));
  const key = sql`substr(sha256(n::text::bytea), 1, 16)`;
  const steps = [
    sql`insert into signing select
          (lpad(to_hex((extract(epoch from now() + (n % 22 - 7) * interval '1 day') * 1000)::bigint), 12, '0')
            || '7' || substr(md5(n::text), 1, 19))::uuid,
          ${key}, 1, 'sealed', array[1], array[1], 'E14000001', 'en', false, 1, now()
        from generate_series(1, 110000) n`,
    sql`insert into signature select 1 + n % 40, ${key}, 1, 'sealed', 1,
          case when n % 100 = 0 then 'GB' else 'E14000001' end, 'en', false, 1, now(), now()
        from generate_series(1, 20000) n`,
    sql`insert into tally_place select d.id, a.code, 10 from demand d cross join area a`,
    sql`insert into tally_hour select d.id, date_trunc('hour', now()) - n * interval '1 hour', 5
        from demand d cross join generate_series(1, 500) n`,
    sql`insert into tally_minute select d.id, date_trunc('minute', now()) - n * interval '1 minute', 5
        from demand d cross join generate_series(1, 170) n`,
    sql`insert into tally_correction (demand_id, place, number, reason, created_at)
        select 1 + n % 40, 'E14000001', 1, 'withdrawn', now() from generate_series(1, 20000) n`,
    sql`insert into mail_allowance select ${key}, now(), 1, now(), array[1], array[1]
        from generate_series(1, 20000) n`,
    sql`insert into suppression select ${key}, 'bounced', now() + interval '1 day', now()
        from generate_series(10001, 30000) n`,
    sql`insert into mail_message (id, kind, recipient, key_version, recipient_key, params, locale,
          priority, state, not_before, batch_id, provider_id, problem, created_at, settled_at)
        select gen_random_uuid(), 'confirm', 'sealed', 1, ${key}, '{}', 'en', 1, 'sent', now(),
               gen_random_uuid(), n::text, case when n % 50 = 0 then 'bounced' end, now(), now()
        from generate_series(1, 20000) n`,
    sql`insert into mail_batch select gen_random_uuid(), '{}', 'done', 1, now(), now(), now()
        from generate_series(1, 5000)`,
    sql`insert into webhook_event select 'msg_' || n, 'email.sent', null, now()
        from generate_series(1, 20000) n`,
    sql`insert into postcode select 'AB' || n, 'E14000001' from generate_series(1, 20000) n`,
    sql`insert into letter (subject, body, demand_ids, audience, per_hour, send_window, state,
          counted_at, next_at, created_at)
        select 'Subject', 'Body', array[1 + n % 40], '{"to": "all"}', 100000, 'any', 'sent',
               now() - n * interval '10 days', now(), now() from generate_series(1, 40) n`,
    sql`insert into letter_copy (letter_id, member_id, area_code, position, has_address, state, mail_id,
          subject, body)
        select l.id, m.id, s.area_code, m.id, true, 'sent', gen_random_uuid(), 'Subject', 'Body'
        from letter l cross join member m join membership s on s.member_id = m.id`,
    sql`insert into letter_total select l.id, l.demand_ids[1], a.code, 10
        from letter l cross join area a`,
    sql`insert into audit (at, action, subject) select now(), 'letter.send', 'letter 1'
        from generate_series(1, 20000)`,
  ];
  for (const step of steps) await step.execute(db);
  const { id } = await db
    .insertInto("letter")
    .values({
      subject: "On Kazakhstan",
      body: "Dear {{member.name}}, {{total}} people have signed.",
      demand_ids: [demands[20]!, demands[30]!],
      audience: JSON.stringify({ to: "all" }),
      per_hour: 100_000,
      send_window: "any",
      state: "approved",
      created_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`vacuum analyze`.execute(db);
  return { demands, letter: id };
}

/** Whatever happens often, or while somebody waits. */
async function useAll(db: Db, demands: number[], letter: number): Promise<void> {
  const now = new Date();
  const ann = "ann@example.org";
  const signer = signerKey(testKeys, ann);
  const ids = [demands[0]!, demands[1]!];
  const take = async () => {
    const person = { name: "Ann", address: ann, postcode: "AB7" };
    const slugs = ["demand-0", "demand-1"];
    const wish = { slugs, person, place: null, locale: "en", updates: false } as const;
    const signing = prepareSigning(testKeys, wish, now);
    expect(await storeSignings(db, [signing])).toEqual(["taken"]);
    return signing.id;
  };

  expect(await getAreaOfPostcode(db, "AB7")).toBeDefined();
  await getArea(db, "E14000001");
  await listAreasOfPostcodes(db, ["AB1", "AB2"]);
  const id = await take();
  expect(await getPendingSigning(db, testKeys, id, now)).toBeDefined();
  const [standing] = await confirmClicks(db, [{ id, ticked: null }], now);
  expect(standing?.slugs).toEqual(["demand-0", "demand-1"]);
  expect(await getHeld(db, testKeys, signer)).toBeDefined();
  for (const address of [ann, "stranger@example.org"])
    await storeAsks(db, [prepareAsk(testKeys, address, "en", now)]);
  await rename(db, testKeys, signer, "Anna");
  await setUpdates(db, testKeys, signer, true, now);

  await getDemand(db, "demand-1", "en");
  await getDemand(db, ids[0]!, "uk");
  await listDemands(db, "en", { state: "open" });
  await listTimeline(db, ids[0]!, "uk");
  await namePlaces(db, await listPlaces(db, ids[0]!), "en");
  await listDays(db, ids[0]!);
  await countCorrections(db, ids[0]!);

  const outlet = { name: "mailbox", batchSize: 100 } as const;
  const batch = (await freezeBatch(db, outlet, now))!;
  await settleBatch(
    db,
    mailHearer,
    batch,
    batch.rows.map(({ id }) => [id, { outcome: "retry", taken: "maybe", problem: "away" }]),
    true,
    now,
  );
  const again = (await takeOverBatch(db, outlet, new Date(now.getTime() + 1000)))!;
  await settleBatch(
    db,
    mailHearer,
    again,
    again.rows.map(({ id }) => [id, { outcome: "accepted", providerId: `re_${id}` }]),
    false,
    now,
  );
  const bounced = {
    type: "email.bounced",
    data: { tags: { message: batch.rows[0]!.id }, bounce: { type: "Permanent" } },
  };
  expect(await takeWebhook(db, mailHearer, bounced, "svix-1", now)).toBe(true);
  await takeWebhook(db, mailHearer, { type: "email.sent", data: { email_id: "7" } }, "svix-2", now);

  const how = { rehearsal: true, everyone: true };
  const { seen } = await lookAt(db, (await getLetter(db, String(letter)))!, how, now);
  await keepApproval(db, letter, seen);
  await db.transaction().execute((tx) => sendLetter(tx, letter, { live: false, reason: "" }, now));
  expect(await releaseCopies(db, testKeys, "mailbox", now)).toBeGreaterThan(0);
  await db.transaction().execute((tx) => pauseLetter(tx, letter));
  await db.transaction().execute((tx) => resumeLetter(tx, letter, now));
  expect(await releaseCopies(db, testKeys, "mailbox", now)).toBeGreaterThan(0);
  await tellFates(db, letter, now);
  await getOverview(db, "mailbox", now);
  await listAudit(db);
  await placeEarlierSigners(db, testKeys, new Date());

  expect(await withdraw(db, testKeys, signer, ids, now)).toBe(2);
  await disown(db, testKeys, await take(), now);
}

/** A copy leaves, comes back, is not known to have left, is sent again; the others are stopped. */
async function tellFates(db: Db, letter: number, now: Date): Promise<void> {
  await settleAll(db, now);
  await tellOf(db, letter, 1, "email.bounced", { bounce: { type: "Permanent" } });
  expect(await releaseCopies(db, testKeys, "mailbox", later(1, now))).toBeGreaterThan(0);
  await settleAll(db, later(1, now), { outcome: "unknown", problem: "no certain answer" });
  const tasks = await listTasks(db);
  const { id } = tasks.find(({ kind }) => kind === "mail-unknown")!;
  const again = await db.transaction().execute((tx) => sendMailAgain(tx, mailHearer, id, now));
  expect(again.said).toBe("sent-again");
  await readQueue(db, 0, now);
  await listMemberLetters(db, 1);
  await db.transaction().execute((tx) => finishLetter(tx, letter, now));
  await db.transaction().execute((tx) => cancelLetter(tx, letter, now));
}

test("no statement of a hot path reads a growing table from end to end", async () => {
  await using database = await freshDatabase();
  const { demands, letter } = await fill(database.db);
  const { db, heard, close } = listening(database.url);
  await useAll(db, demands, letter);
  await close();
  expect(heard.size).toBeGreaterThan(30);
  const found: string[] = [];
  for (const { text, values } of heard.values()) {
    for (const [how, given] of [
      ["generic_plan", []],
      ["costs", [...values]],
    ] as const) {
      const asked = { text: `explain (${how}, format json) ${text}`, values: [...given] };
      const { rows } = await database.pool.query<{ "QUERY PLAN": { Plan: Plan }[] }>(
        given.length > 0 ? asked : asked.text,
      );
      const whole = readWhole(rows[0]!["QUERY PLAN"][0]!.Plan);
      if (whole.length > 0) found.push(`${how}: ${[...new Set(whole)].join(", ")} in ${text}`);
    }
  }
  expect(found).toEqual([]);
});
