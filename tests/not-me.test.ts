import { expect, test } from "vitest";

import { linkToken } from "#app/keys.server.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";

import { startSite } from "./support/server.ts";
import { testKeys } from "./support/signers.ts";
import { linkIn, visitor } from "./support/visitor.ts";

const barred = "For 30 days no confirmation email will reach you from here.";
const gone = "There is nothing left to delete";
const stays = "A signature confirmed from this email stays until you withdraw it.";
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

test("who comes again, or too late, is not told that something was done", async () => {
  await using site = await startSite();
  const ann = visitor(site.base);
  await ann.sign("free-the-prisoners", { email: "ann@example.org" });
  const link = `${linkIn((await ann.mails("ann@example.org"))[0]!, "confirm")}/not-me`;
  expect((await ann.get(link)).html).not.toContain(gone);
  expect((await ann.post(link, {})).html).toContain(barred);
  const old = uuidBytes(uuidv7(new Date(Date.now() - 8 * 86_400_000)));
  const tooOld = `/confirm/${linkToken(testKeys, "confirm", old)}/not-me`;
  for (const answer of [
    ...[await ann.get(link), await ann.post(link, {})],
    ...[await ann.get(tooOld), await ann.post(tooOld, {})],
  ]) {
    expect(answer.status).toBe(200);
    expect(answer.html).toContain(gone);
    expect(answer.html).not.toContain(barred);
  }
});
