/** An evening: a colleague is invited, comes with a passkey, works, and may less from one press to the next. */
import { expect, test } from "vitest";

import { openBrowser } from "./support/browser.ts";
import {
  addAuthenticator,
  organiserAt,
  seatAt,
  startCountry,
  statusOf,
} from "./support/evening.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const COLLEAGUE = "dora@example.org";

test("a colleague accepts on a phone, signs in by a passkey, works, and is demoted in the middle of it", async () => {
  await using site = await startCountry();
  const browser = await openBrowser();
  try {
    await using owner = await organiserAt(site, browser, "ann@example.org", "owner");
    const { page: ann } = owner;
    await ann.goto("/organise/people");
    await ann.getByLabel("Their email address").fill(COLLEAGUE);
    await ann.getByLabel(/^An organiser/).check();
    await ann.getByRole("button", { name: "Email the invitation" }).click();
    await ann.getByText("The invitation is on its way.").waitFor();
    await ann.getByText("Invited, not here yet").waitFor();

    // the colleague, on a phone that knows them
    await using phone = await seatAt(site, browser, { phone: true });
    const { page: dora } = phone;
    await addAuthenticator(dora);
    const [mail] = await visitor(site.base).mails(COLLEAGUE);
    await dora.goto(linkIn(mail!, "/invitation/"));
    await dora.getByRole("button", { name: "Accept, and sign in" }).click();
    await dora.getByText("Welcome. You organise now.").waitFor();
    await dora.locator("#name").fill("My phone");
    await dora.getByRole("button", { name: "Add a passkey" }).click();
    await dora.getByRole("button", { name: "Make it now" }).click();
    await dora.getByText("The passkey is added.").waitFor();
    await dora.getByRole("button", { name: "Sign out", exact: true }).click();
    await dora.getByText("You are signed out.").waitFor();
    await dora.goto("/organise/sign-in");
    await dora.getByRole("button", { name: "Sign in with a passkey" }).click();
    await dora.getByRole("heading", { name: "Overview" }).waitFor();

    // they work: a draft is kept, another one is half written
    await dora.goto("/organise/demands/new");
    const write = async (title: string) => {
      await dora.locator("#title").fill(title);
      await dora.locator("#addressee").fill("the British government");
      await dora.locator("#summary").fill("Nobody belongs in prison for a report.");
      await dora.locator("#body").fill("They **reported**.");
    };
    await write("Let the journalists go");
    await dora.getByRole("button", { name: "Keep the draft" }).click();
    await dora.getByText("The draft is kept.").waitFor();
    const draft = new URL(dora.url()).pathname;
    await dora.goto("/organise/demands/new");
    await write("Let the lawyers go");

    // meanwhile the owner sees the passkey and takes rights away
    await ann.goto("/organise/people");
    const row = ann.getByRole("row", { name: COLLEAGUE });
    expect((await row.getByRole("cell").last().textContent())!.trim()).toBe("1");
    await ann.getByRole("link", { name: COLLEAGUE }).click();
    await ann.getByLabel(/^A viewer/).check();
    await ann.getByRole("button", { name: "Change the role" }).click();
    await ann.getByText("Their role is changed, in the sessions that run too.").waitFor();

    // the next press keeps nothing, and says why
    const press = () => dora.getByRole("button", { name: "Keep the draft" }).click();
    await statusOf(dora, press);
    await dora.getByText("As a viewer you see everything").waitFor();
    const demands = await site.db.selectFrom("demand_text").select("title").execute();
    expect(demands.map(({ title }) => title)).not.toContain("Let the lawyers go");
    await dora.goto(draft);
    await dora.getByRole("heading", { name: "Let the journalists go" }).first().waitFor();
    expect(await dora.getByRole("button", { name: "Keep the changes" }).count()).toBe(0);

    // the passkey still opens the site, for reading
    await dora.goto("/organise/you");
    await dora.getByRole("button", { name: "Sign out", exact: true }).click();
    await dora.goto("/organise/sign-in");
    await dora.getByRole("button", { name: "Sign in with a passkey" }).click();
    await dora.getByRole("heading", { name: "Overview" }).waitFor();
    await dora.goto("/organise/letters");
    expect(await dora.getByRole("link", { name: "Write a letter" }).count()).toBe(0);

    // all of it is in the log, in the order in which it was done
    const { rows } = await site.database.pool.query<{ action: string }>(
      "select action from audit where action like 'organiser.%' or action like 'passkey.%' order by id",
    );
    const actions = rows.map(({ action }) => action);
    const order = ["organiser.invite", "organiser.accept", "organiser.role"];
    expect(actions.filter((one) => order.includes(one))).toEqual(order);
    expect([owner.faults, phone.faults]).toEqual([[], []]);
  } finally {
    await browser.close();
  }
});
