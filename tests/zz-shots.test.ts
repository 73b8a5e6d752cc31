import { test } from "vitest";
import { openBrowser } from "./support/browser.ts";
import { inboundMail } from "./support/inbound-rows.ts";
import { signInPath } from "./support/organisers.ts";
import { startSite } from "./support/server.ts";
import { approved, draft, organiser, send } from "./support/letters.ts";

test("shots", async () => {
  await using site = await startSite();
  const { db } = site;
  const author = await organiser(db);
  const letter = await approved(db, author, draft([1]));
  await send(db, letter);
  const rows = await db.selectFrom("letter_copy").select("member_id").where("letter_id", "=", letter).orderBy("position").limit(5).execute();
  const copy = (n: number) => ({ letterId: letter, memberId: rows[n]!.member_id });
  const id = await inboundMail(db, { copy: copy(0), kind: "unverified", doubt: "not-signed" });
  await inboundMail(db, { copy: copy(1), casework: [] });
  await inboundMail(db, { copy: copy(2), kind: "automatic", sign: "auto-submitted", casework: [], mail: { subject: "Automatic reply: we have 12,345 signatures" } });
  await inboundMail(db, { copy: undefined, kind: "report", sign: "delivery-status", casework: [], mail: { subject: "Undelivered Mail Returned to Sender", from: { name: "", address: "MAILER-DAEMON@mx.example.org" } } });
  const browser = await openBrowser();
  for (const [width, colorScheme] of [[360, "light"], [768, "dark"], [1280, "light"]] as const) {
    const context = await browser.newContext({ baseURL: site.base, viewport: { width, height: 900 }, colorScheme });
    const page = await context.newPage();
    await page.goto(await signInPath(db, author));
    await page.getByRole("main").getByRole("button").click();
    for (const [name, path] of [["list", "/organise/answers/mails"], ["mail", `/organise/answers/mails/${id}`], ["form", `/organise/members/${copy(0).memberId}?mail=${id}`], ["steps", "/organise/first-steps"]] as const) {
      await page.goto(path);
      await page.screenshot({ path: `/tmp/shots/${name}-${width}.png`, fullPage: true });
    }
    await context.close();
  }
  await browser.close();
});
