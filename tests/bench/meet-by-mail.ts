/** Two workers, each with the mails that its own site has queued. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";

import type { Running } from "../support/server.ts";
import { startChild } from "./child.ts";
import { secondsFor } from "./crowd.ts";
import { startWorker, untilDrained } from "./drain.ts";
import type { SinkQuestion, SinkReport } from "./mail-sink.ts";
import type { Meet, Met } from "./meeting.ts";
import { signersOf } from "./sign.ts";
import { startSite } from "./site.ts";

/** Of each site in a run; who goes first changes. The worker is compiled late: fewer would not warm it up. */
const TURNS = 40;

export const meetByMail: Meet = async (tools, folders) => {
  const queued = tools.quick ? 100 : 2_000;
  await using stack = new AsyncDisposableStack();
  const sink = stack.use(startChild<SinkQuestion, SinkReport>("mail-sink.ts"));
  const { url } = await sink.ask("address");
  const sites: (Met & { worker: Running })[] = [];
  for (const [index, folder] of folders.entries()) {
    const database = stack.use(await tools.cluster.newDatabase(`bench_against_${index}`, folder));
    const { db } = database;
    {
      await using site = await startSite(database, { ROLE: "web" }, folder);
      await secondsFor(tools, [signersOf(site)], { turns: 1, requests: queued });
    }
    await sql`create table queued_mail as table mail_message`.execute(db);
    await clear(db);
    const worker = stack.use(await startWorker(database, url, folder));
    sites.push({ pid: worker.process.pid!, db, worker });
  }
  const owned = stack.move();
  return {
    sites,
    amount: TURNS * queued,
    run: async () => {
      const seconds = sites.map(() => 0);
      for (let turn = 0; turn < TURNS; turn++) {
        for (const index of turn % 2 ? [1, 0] : [0, 1]) {
          const { db, worker } = sites[index]!;
          await sink.ask("clear");
          await clear(db);
          await sql`insert into mail_message table queued_mail`.execute(db);
          seconds[index]! += await untilDrained(db, sink, worker, queued);
        }
      }
      return seconds;
    },
    // every run looks at what it has sent
    check: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};

const clear = (db: Db) => sql`truncate mail_message, mail_batch`.execute(db);
