/** What organisers do and what signers do meet in many places; in the audit log they do not. */
import { sql } from "kysely";
import { expect, test } from "vitest";

import { newOrganiser, signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { fieldsFor, linkIn, visitor } from "./support/visitor.ts";

const SIGNER = { name: "Zebedee Quill", email: "zebedee.quill@example.org" };

test("an evening of organisers leaves nothing of a signer in the log", async () => {
  await using site = await startSite();
  const signer = visitor(site.base);
  await signer.sign("free-the-prisoners", SIGNER);
  const [mail] = await signer.mails(SIGNER.email);
  expect((await signer.post(linkIn(mail!, "/confirm/"), {})).status).toBe(303);
  expect(await signer.count(1)).toBeGreaterThanOrEqual(0);

  const ann = visitor(site.base);
  const who = await newOrganiser(site.db, "chief@example.org", "owner");
  await ann.post(await signInPath(site.db, who), {});
  const member = await site.db.selectFrom("member").select("id").limit(1).executeTakeFirstOrThrow();
  const memberPath = `/organise/members/${member.id}`;
  const opened = (await ann.get(memberPath)).html;
  await ann.post(memberPath, { ...fieldsFor(opened, "address"), email: "office@example.org" });
  await ann.post(memberPath, {
    ...fieldsFor(opened, "stance"),
    ...{ demand: "free-the-prisoners", stance: "supports", source: "a letter" },
    ...{ quote: "", date: "2026-01-01" },
  });
  const letter = await ann.post("/organise/letters/new", {
    ...{ demand: "free-the-prisoners", audience: "all", per_hour: "60", window: "any" },
    ...{ subject: "To {{member.name}}", body: "{{total}} signed." },
  });
  expect(letter.location).toMatch(/^\/organise\/letters\/\d+\?said=written$/);
  const path = letter.location.split("?")[0]!;
  for (const intent of ["approve", "test", "send", "pause", "resume", "cancel"]) {
    const { html } = await ann.get(path);
    if (html.includes(`value="${intent}"`)) await ann.post(path, fieldsFor(html, intent));
  }
  const stop = "/organise/letters/stop-all";
  await ann.post(stop, { intent: "stop-letters", typed: "stop" });
  await ann.post(stop, { intent: "allow-letters" });
  await ann.post("/organise/audit.csv", { intent: "export", q: SIGNER.email });
  await ann.post("/organise/sign-out", {});

  const { rows } = await sql<{ action: string; entry: string }>`
    select action, lower(audit::text) as entry from audit`.execute(site.db);
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of [
    ...["member.address", "member.stance", "letter.write", "letter.approve", "letter.send"],
    ...["letters.stop", "letters.allow", "audit.export", "organiser.sign-out"],
  ])
    expect([action, actions.has(action)]).toEqual([action, true]);
  for (const { action, entry } of rows)
    for (const known of ["zebedee", "quill", "sw1a", "1aa"])
      expect([action, entry.includes(known)]).toEqual([action, false]);
});
