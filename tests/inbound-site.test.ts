/** A reply comes in over HTTP, is read by the site's own worker, and an organiser records it as the member's answer. */
import { expect, test } from "vitest";

import { replyName } from "#app/letters/copy-links.server.ts";

import { inboundMail } from "./support/inbound-rows.ts";
import { automaticReplies, mail, REPLIES } from "./support/inbound-mails.ts";
import { approved, draft, send } from "./support/letters.ts";
import { until } from "./support/mails.ts";
import { newOrganiser, signInPath } from "./support/organisers.ts";
import { mailIn } from "./support/resend-receiving.ts";
import { startStandIn } from "./support/resend-stand-in.ts";
import { startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { webhookSecret } from "./support/signed-webhook.ts";
import { fieldsFor, visitor } from "./support/visitor.ts";

/** A page's words without what parts them for the eye alone. */
const bare = (html: string) =>
  html.replace(/<!--.*?-->|<wbr\s*\/?>|\u00ad/g, "").replace(/\u00a0|&nbsp;/g, " ");

test("a reply is seen on the overview, read on its page, recorded, and shown in public with its source", async () => {
  await using standIn = await startStandIn();
  await using site = await startSite({
    ...{ INBOUND_DOMAIN: REPLIES, RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url },
    RESEND_WEBHOOK_SECRET: webhookSecret,
  });
  const { db, base } = site;
  const author = await newOrganiser(db, "ann@example.org");
  const letter = await approved(db, author, draft([1]));
  await send(db, letter);
  const { member_id: member } = await db
    .selectFrom("letter_copy")
    .select("member_id")
    .where("letter_id", "=", letter)
    .orderBy("position")
    .limit(1)
    .executeTakeFirstOrThrow();
  const to = [`${replyName(testKeys, { letterId: letter, memberId: member })}@${REPLIES}`];
  const webhook = { url: `${base}/webhooks/resend`, secret: webhookSecret };
  const said = "<b>Yes</b>, I support this.\n\nRing me: 01632 960123";
  expect(await mailIn(standIn.receiving, webhook, mail({ body: said }), to)).toBe(200);
  expect(await mailIn(standIn.receiving, webhook, automaticReplies()[0]!.raw, to)).toBe(200);
  expect(
    await mailIn(standIn.receiving, { ...webhook, secret: "whsec_AAAA" }, Buffer.alloc(1), to),
  ).toBe(400);
  const kept = () => db.selectFrom("inbound_mail").select(["id", "kind"]).orderBy("id").execute();
  await until(async () => (await kept()).filter(({ kind }) => kind !== null).length === 2);
  const [first] = await kept();

  const ann = visitor(base);
  await ann.post(await signInPath(db, author), {});
  expect((await ann.get("/organise")).html).toContain(`/organise/answers/mails/${first!.id}`);
  const list = bare((await ann.get("/organise/answers/mails")).html);
  expect(list).toContain("Acknowledged automatically");
  expect(list).toContain("Sender not verified, possible casework");
  const automatic = bare((await ann.get("/organise/answers/mails?show=automatic")).html);
  expect(automatic).not.toContain("possible casework");
  const path = `/organise/answers/mails/${first!.id}`;
  const page = (await ann.get(path)).html;
  expect(bare(page)).toContain("&lt;b&gt;Yes&lt;/b&gt;, I support this.");
  expect(page).toContain("The sender is not verified");
  expect(bare(page)).toContain("a telephone number stands in it");
  expect((await ann.post(path, fieldsFor(page, "done"))).location).toBe(`${path}?said=mail-done`);
  const again = await ann.post(path, fieldsFor(page, "done"));
  expect(again.status).toBe(409);
  const put = fieldsFor((await ann.get(path)).html, "reopen");
  expect((await ann.post(path, put)).location).toBe(`${path}?said=mail-reopened`);

  const form = `/organise/members/${member}?mail=${first!.id}`;
  const opened = (await ann.get(form)).html;
  const [, source] = /<input[^>]*name="source"[^>]*value="([^"]*)"/.exec(opened) ?? [];
  const [, date] = /<input[^>]*name="date"[^>]*value="([^"]*)"/.exec(opened) ?? [];
  const fields = {
    ...fieldsFor(opened, "stance"),
    source: bare(String(source)),
    date: String(date),
  };
  expect(fields).toMatchObject({ mail: String(first!.id) });
  expect(fields.source).toMatch(/^email of \d{1,2} \w+ \d{4}$/);
  const lacking = await ann.post(form.split("?")[0]!, { ...fields, intent: "stance" });
  expect(lacking.status).toBe(422);
  const wish = { ...fields, demand: "free-the-prisoners", stance: "supports", intent: "stance" };
  const refused = fieldsFor(lacking.html, "stance");
  expect(refused).toMatchObject({ mail: String(first!.id) });
  expect((await ann.post(form.split("?")[0]!, wish)).location).toContain("said=stance-recorded");
  expect((await ann.get(path)).html).toContain("so it is kept");
  const shown = bare((await visitor(base).get(`/members/${member}`)).html);
  expect(shown).toContain(fields.source);
  expect(shown).not.toContain("01632");

  // of another member's nothing stands in the form, and nothing of it is marked
  const others = await inboundMail(db, { copy: undefined });
  const empty = fieldsFor(
    (await ann.get(`/organise/members/${member}?mail=${others}`)).html,
    "stance",
  );
  expect(empty["mail"]).toBeUndefined();
  expect((await ann.get("/organise/answers/mails/999")).status).toBe(404);
  const steps = bare((await ann.get("/organise/first-steps")).html);
  expect(steps).toContain(`They come in at ${REPLIES}`);
  const bo = visitor(base);
  await bo.post(await signInPath(db, await newOrganiser(db, "bo@example.org", "viewer")), {});
  expect((await bo.get(path)).location).toBe("/organise?said=viewer");
});
