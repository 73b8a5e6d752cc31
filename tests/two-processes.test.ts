import { expect, test } from "vitest";

import { checkTally } from "#app/signatures/tally.server.ts";

import {
  freePort,
  siteEnvironment,
  startProcess,
  startSite,
  untilReady,
} from "./support/server.ts";
import { linkIn, visitor } from "./support/visitor.ts";

test("two servers on one database count a link once and mail each signer once", async () => {
  await using site = await startSite();
  const port = await freePort();
  const env = { ...siteEnvironment(site.database.url, port), APP_ORIGIN: site.base };
  await using other = startProcess(env, port);
  await untilReady(other);
  const here = visitor(site.base);
  const there = visitor(other.base);
  const people = Array.from({ length: 12 }, (_, n) => `both${n}@example.org`);
  await Promise.all(
    people.map((email, n) =>
      // the origin of the form is the site's, whichever process answers
      (n % 2 ? here : there).post(
        "/demands/free-the-prisoners/sign",
        { name: "Ann", email, country: "GB", postcode: "SW1A 1AA", consent: "yes" },
        { origin: site.base },
      ),
    ),
  );
  await Promise.all(
    people.map(async (email) => {
      const mails = await here.mails(email);
      expect(mails.length).toBe(1);
      const link = linkIn(mails[0]!, "/confirm/");
      const clicks = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? here : there).post(link, {}, { origin: site.base }),
        ),
      );
      expect(clicks.map(({ status }) => status)).toEqual(clicks.map(() => 303));
    }),
  );
  const { data } = await here.json<{ data: { attributes: { signature_count: number } }[] }>(
    "/petitions.json?q=prisoners",
  );
  expect(data[0]!.attributes.signature_count).toBe(people.length);
  expect(await checkTally(site.db)).toEqual([]);
  for (const email of people) expect((await here.mails(email)).length).toBe(1);
});
