/** A batch that was tried is sent again with the very bytes, whatever the settings say by then. */
import { expect, test } from "vitest";

import { holdCampaign } from "#app/campaign/held-campaign.server.ts";
import { keepFirstValues, saveCampaign } from "#app/campaign/settings.server.ts";
import { deriveKeys } from "#app/keys.server.ts";
import { mailTools } from "#app/mail/mail-tools.server.ts";
import type { Db } from "#db/connection.ts";
import { deliverBatch } from "#emails/dispatch/deliver-batch.ts";
import { freezeBatch, takeOverBatch } from "#emails/dispatch/freeze-batch.ts";
import { allOf, type Answer, type Transport } from "#emails/transports/transport.ts";
import type { Parcel } from "#emails/dispatch/parcel.ts";

import { freshDatabase } from "./support/database.ts";
import { newOrganiser } from "./support/organisers.ts";
import { confirmMail, deliveryTools, queueMail } from "./support/mails.ts";

const keys = deriveKeys([{ version: 1, key: Buffer.alloc(32, 7) }]);
const first = {
  ...{ name: "The Campaign", email: "us@example.org", address: "1 Example Street" },
  ...{ telephone: undefined, sender: undefined },
};

/** A transport that keeps what it was given. @param taken what is known of the first try */
function keeping(taken: "maybe" | "no") {
  const sent: (readonly Parcel[])[] = [];
  const transport: Transport = {
    name: "smtp",
    batchSize: 5,
    send: (batch): Promise<Answer> => {
      sent.push(batch.parcels);
      const lost = { outcome: "retry", taken, problem: "no answer" } as const;
      const accepted = { outcome: "accepted", providerId: "taken" } as const;
      return Promise.resolve({ fates: allOf(batch, sent.length === 1 ? lost : accepted) });
    },
    close: () => Promise.resolve(),
  };
  return { transport, sent };
}

async function trySendChangeAndSendAgain(db: Db, taken: "maybe" | "no") {
  const { transport, sent } = keeping(taken);
  await keepFirstValues(db, first, new Date());
  const held = holdCampaign(
    db,
    () => 0,
    () => {},
  );
  await held.renew();
  const outlet = () => ({ ...transport, letterhead: held.now().version });
  const tools = {
    ...deliveryTools(db, transport),
    toolsOf: async (letterhead: number) =>
      mailTools(
        { origin: "https://demands.example.org", mail: { inboundDomain: undefined } },
        keys,
        await held.at(letterhead),
      ),
  };
  await queueMail(db, "ann@example.org", confirmMail, { locale: "uk" });
  await deliverBatch(tools, (await freezeBatch(db, outlet(), new Date()))!);

  const owner = await newOrganiser(db, "chief@example.org", "owner");
  const renamed = { names: { en: "Another name", uk: "Інша назва" }, email: "them@example.org" };
  await db.transaction().execute((tx) => saveCampaign(tx, renamed, "1", owner, new Date()));
  await held.renew();
  const later = new Date(Date.now() + 3_600_000);
  await deliverBatch(tools, (await takeOverBatch(db, outlet(), later))!);
  const [before, after] = sent.map(([parcel]) => parcel);
  return { before: before!, after: after! };
}

test("what may have been taken goes again byte for byte", async () => {
  await using database = await freshDatabase();
  const { before, after } = await trySendChangeAndSendAgain(database.db, "maybe");
  expect(before.text).toContain("The Campaign");
  expect(before.replyTo).toBe("us@example.org");
  expect(after).toEqual(before);
});

test("what was surely not taken is written anew, in its reader’s language", async () => {
  await using database = await freshDatabase();
  const { before, after } = await trySendChangeAndSendAgain(database.db, "no");
  expect(before.text).toContain("The Campaign");
  expect(after.text).toContain("Інша назва");
  expect(after.replyTo).toBe("them@example.org");
});

test("a batch that an earlier program froze is written with the first settings", async () => {
  await using database = await freshDatabase();
  const { db } = database;
  const { transport } = keeping("maybe");
  await keepFirstValues(db, first, new Date());
  await queueMail(db, "ann@example.org");
  await freezeBatch(db, { ...transport, letterhead: 3 }, new Date());
  await db.updateTable("mail_batch").set({ letterhead: null }).execute();
  const later = new Date(Date.now() + 3_600_000);
  const late = await takeOverBatch(db, { ...transport, letterhead: 3 }, later);
  expect(late?.letterhead).toBe(1);
});
