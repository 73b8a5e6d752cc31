/** `mail`: queued confirmations carried to the stand-in by a worker. */
import { sql } from "kysely";

import { confirmMail } from "../support/mails.ts";
import { seal } from "#app/keys.server.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes, uuidv7 } from "#db/uuid.ts";
import { enqueue } from "#emails/outbox.ts";

import { type Child, startChild } from "./child.ts";
import { startWorker, untilDrained } from "./drain.ts";
import { alternate, type Figure } from "./figures.ts";
import type { SinkQuestion, SinkReport } from "./mail-sink.ts";
import type { MailAnswer, MailQuestion } from "./reference-mail.ts";
import { addressOf } from "./requests.ts";
import { untilNoneWaits } from "./outbox.ts";
import { keys } from "./people.ts";
import { parentOf, processorSeconds } from "./processor.ts";
import type { Bench } from "./tools.ts";

export const mail: Bench = async ({ cluster, runs, quick }) => {
  const queued = quick ? 5_000 : 50_000;
  await using database = await cluster.newDatabase("bench_mail");
  const { db } = database;
  await using sink = startChild<SinkQuestion, SinkReport>("mail-sink.ts");
  await using reference = startChild<MailQuestion, MailAnswer>("reference-mail.ts");
  const { url } = await sink.ask("address");

  const recorder = await reference.ask({ what: "record" });
  {
    await using _ = await startWorker(database, recorder.url);
    await queue(db, queued / 5);
    await untilNoneWaits(db);
  }
  await using worker = await startWorker(database, url);
  const spent = createSpending(await postmasterOf(db), worker.process.pid!, sink, queued);
  const drain = async () => {
    await sql`truncate mail_message, mail_batch`.execute(db);
    await sink.ask("clear");
    await queue(db, queued);
    await spent.begin();
    const seconds = await untilDrained(db, sink, worker, queued);
    await spent.end();
    return queued / seconds;
  };
  const post = async () => {
    await sink.ask("clear");
    const { seconds } = await reference.ask({ what: "send", url, mails: queued });
    return queued / seconds;
  };
  await alternate(1, drain, post);
  spent.forget();
  const [ours, bare] = await alternate(runs, drain, post);
  return [
    {
      name: `mail: ${queued.toLocaleString("en-GB")} queued`,
      unit: "/s",
      ours: ours!,
      reference: { what: "the same POSTs without a database", runs: bare! },
      target: { of: "ratio", least: 0.5 },
    },
    ...spent.figures(),
  ];
};

/** Keeps where the time of each mail goes: the stand-in's is all that the reference needs besides sending. */
function createSpending(
  postmaster: number,
  worker: number,
  sink: Child<SinkQuestion, SinkReport>,
  mails: number,
) {
  const looks = {
    "the worker": () => processorSeconds(worker),
    Postgres: () => processorSeconds(postmaster),
    "the stand-in": async () => (await sink.ask("report")).processorSeconds,
  };
  const all = Object.entries(looks).map(([who, look]) => ({ who, look, before: 0, runs: [0] }));
  return {
    begin: async () => {
      for (const one of all) one.before = (await one.look()) ?? NaN;
    },
    end: async () => {
      for (const { look, before, runs } of all)
        runs.push(((((await look()) ?? NaN) - before) / mails) * 1e6);
    },
    forget: () => all.forEach((one) => (one.runs = [])),
    figures: () =>
      all
        .filter(({ runs }) => runs.every(Number.isFinite))
        .map(({ who, runs }): Figure => ({ name: `mail: ${who}, a mail`, unit: "µs", ours: runs })),
  };
}

/** The process that has started all others of Postgres; on Linux. */
async function postmasterOf(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  return parentOf(rows[0]!.pid) ?? 0;
}

/** Puts confirmations into the outbox, all of them at the same moment. */
async function queue(db: Db, count: number): Promise<void> {
  const now = new Date();
  await db.transaction().execute(async (tx) => {
    for (let first = 0; first < count; first += 1000) {
      const mails = Array.from({ length: Math.min(1000, count - first) }, (_, index) => {
        const id = uuidv7(now);
        const recipient = seal(keys, uuidBytes(id), addressOf(first + index));
        const { bytes, keyVersion } = recipient;
        const envelope = { recipient: bytes, keyVersion, recipientKey: null, notBefore: now };
        return { ...confirmMail, envelope: { ...envelope, id, locale: "en" as const } };
      });
      await enqueue(tx, mails, now);
    }
  });
}
