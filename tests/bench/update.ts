/** `update`: the signing form posted while an update to 200,000 people leaves, beside signing alone. */
import { seal, signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { packPerson } from "#app/signatures/person.ts";
import { addOrganiser } from "#app/organisers/add-organiser.server.ts";
import { stepUpdate } from "#app/updates/move-update.server.ts";
import { PER_HOUR_MAX } from "#app/updates/update.ts";
import { composeUpdate } from "#app/updates/write-update.server.ts";
import type { Db } from "#db/connection.ts";

import { updateDraft } from "../support/updates.ts";
import { startChild } from "./child.ts";
import { rateFor } from "./crowd.ts";
import { startWorker } from "./drain.ts";
import { alternate } from "./figures.ts";
import type { SinkQuestion, SinkReport } from "./mail-sink.ts";
import { untilNoneWaits } from "./outbox.ts";
import { keys } from "./people.ts";
import { addressOf } from "./requests.ts";
import { signersOf } from "./sign.ts";
import { DEMAND, startSite } from "./site.ts";
import { type Bench, insist } from "./tools.ts";

/** Nobody of those who sign while it is measured. */
const FIRST = 30_000_000;

export const update: Bench = async (tools) => {
  const { cluster, runs, quick } = tools;
  const people = quick ? 20_000 : 200_000;
  await using database = await cluster.newDatabase("bench_update");
  const { db } = database;
  await using sink = startChild<SinkQuestion, SinkReport>("mail-sink.ts");
  const { url } = await sink.ask("address");
  await fill(db, people);
  await using site = await startSite(database, { ROLE: "web" });
  await using worker = await startWorker(database, url);
  const crowd = signersOf(site);
  const id = await begin(db, people);
  insist(worker.process.exitCode === null, `the worker has ended:\n${worker.output()}`);
  const alone = async () => {
    const rate = await rateFor(tools, crowd);
    await untilNoneWaits(db);
    return rate;
  };
  const beside = async () => {
    await stepUpdate(db, id, { from: ["paused"], to: "sending" }, { next_at: new Date() });
    const rate = await rateFor(tools, crowd);
    await stepUpdate(db, id, { from: ["sending"], to: "paused" });
    await untilNoneWaits(db);
    return rate;
  };
  await alternate(1, beside, alone);
  const [ours, reference] = await alternate(runs, beside, alone);
  const { has_left } = await db
    .selectFrom("supporter_update")
    .select("has_left")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  insist(has_left > 0, "no mail of the update has left");
  const { twice, wrong } = await sink.ask("report");
  insist(twice === 0, `${twice} mails were taken twice`);
  insist(wrong.length === 0, `requests were not as they must be: ${wrong[0]}`);
  return [
    {
      name: `update: signing while ${people.toLocaleString("en-GB")} mails leave at the highest pace`,
      unit: "/s",
      ours: ours!,
      reference: { what: "signing alone", runs: reference! },
      target: { of: "ratio", least: 0.9 },
    },
  ];
};

/** Signatures of people who want news, each sealed as confirming seals them. */
async function fill(db: Db, people: number): Promise<void> {
  const now = new Date();
  for (let first = 0; first < people; first += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, people - first) }, (_, index) => {
      const address = addressOf(FIRST + first + index);
      const key = signerKey(keys, canonicalAddress(address));
      const person = { name: `Person ${first + index}`, address, postcode: null };
      const { bytes, keyVersion } = seal(keys, key, packPerson(person));
      return {
        ...{ demand_id: DEMAND.id, signer_key: key, person: bytes, key_version: keyVersion },
        ...{ text_version: 1, place: "KZ", locale: "en" as const, updates: true },
        ...{ consent_version: 2, consented_at: now, confirmed_at: now },
      };
    });
    await db.insertInto("signature").values(rows).execute();
  }
}

/** An update that waits to go on. */
async function begin(db: Db, people: number): Promise<number> {
  const now = new Date();
  await addOrganiser(db, keys, "ann@example.org", undefined, now);
  const { id: author } = await db
    .selectFrom("organiser")
    .select("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  const draft = updateDraft([DEMAND.id], { perHour: PER_HOUR_MAX });
  const { id } = await db.transaction().execute((tx) => composeUpdate(tx, author, draft, now));
  const begun = { people, begun_at: now, next_at: now };
  await stepUpdate(db, id, { from: ["draft"], to: "paused" }, begun);
  return id;
}
