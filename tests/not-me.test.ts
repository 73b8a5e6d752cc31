import { expect, test } from "vitest";

import { startSite } from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const stays = "A signature confirmed from this mail stays until you withdraw it.";
const restIsDone = "You need not do anything else.";

test("who says “this was not me” is told whether a signature stays, and where it is withdrawn", async () => {
  await using site = await startSite();
  const ann = visitor(site.base);
  const sign = async (email: string) => {
    await ann.sign("free-the-prisoners", { email });
    return linkIn((await ann.mails(email))[0]!, "confirm");
  };
  const unconfirmed = await ann.post(`${await sign("ann@example.org")}/not-me`, {});
  expect(unconfirmed.html).toContain(restIsDone);
  expect(unconfirmed.html).not.toContain(stays);

  const link = await sign("bob@example.org");
  await ann.post(link, {});
  const confirmed = await ann.post(`${link}/not-me`, {});
  expect(confirmed.html).toContain(stays);
  expect(confirmed.html).toContain('href="/en/manage"');
  expect(confirmed.html).not.toContain(restIsDone);
});
