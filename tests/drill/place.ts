/** Where a scenario takes place: a Postgres of its own, a provider that stands in, and servers to be hurt. */
import { setTimeout as sleep } from "node:timers/promises";

import { deriveKeys, type Keys, signerKey } from "#app/keys.server.ts";
import { parseKeyRing } from "#app/config.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";
import { checkTally } from "#app/signatures/tally.server.ts";
import { connect } from "#db/connection.ts";

import { type OwnServer, ownServer } from "../support/frozen.ts";
import { type StandIn, startStandIn } from "../support/resend-stand-in.ts";
import {
  APP_KEYS,
  freePort,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "../support/server.ts";
import { type SigningLoad, startSigning } from "../support/signing-load.ts";
import type { Outcome } from "./outcome.ts";

export interface Place<Database = OwnServer> extends AsyncDisposable {
  database: Database;
  standIn: StandIn;
  /** A server on that database; the first one's address is everybody's origin. */
  serve: (env?: Record<string, string>, port?: number) => Promise<Running>;
  /** Who sign and confirm at those servers. */
  load: (servers: readonly Running[], people?: number) => SigningLoad;
}

/** As many faults as a provider has on a bad day. */
const FAULTY = 0.05;
const PEOPLE = 6;
/** In milliseconds. A batch in the hand of one that was killed goes on a minute later, and some are unlucky twice. */
export const PATIENCE = 300_000;

export const keysOf = (text: string): Keys => deriveKeys(parseKeyRing(text.trim())!);

export const mailBy = (standIn: StandIn): Record<string, string> => ({
  ...{ MAIL_TRANSPORT: "resend", MAIL_FROM: "petitions@example.org" },
  ...{ RESEND_API_KEY: "re_test", RESEND_BASE_URL: standIn.url },
});

/** @param faultRate of the provider */
export const makePlace = async (faultRate = FAULTY): Promise<Place> =>
  // nothing of its safety is switched off
  placeOn(await ownServer([]), faultRate);

/** @param database is ended with the place */
export async function placeOn<Database extends AsyncDisposable & { url: string }>(
  database: Database,
  faultRate = FAULTY,
): Promise<Place<Database>> {
  const standIn = await startStandIn({ faultRate });
  const servers: Running[] = [];
  let origin: string | undefined;
  return {
    database,
    standIn,
    async serve(env = {}, port) {
      const at = port ?? (await freePort());
      origin ??= `http://127.0.0.1:${at}`;
      const given = {
        ...siteEnvironment(database.url, at),
        ...mailBy(standIn),
        APP_ORIGIN: origin,
      };
      const server = startProcess({ ...given, LOG_LEVEL: "silent", ...env }, at);
      servers.push(server);
      if (env["ROLE"] !== "worker") await untilReady(server);
      return server;
    },
    load: (at, people = PEOPLE) => {
      const bases = at.map(({ base }) => base);
      return startSigning({ bases, origin: origin!, standIn, people, patience: PATIENCE });
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await standIn.stop();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Kills it, and nothing else. */
export async function kill(server: Running): Promise<void> {
  server.process.kill("SIGKILL");
  await server.ended;
}

/** Waits until so many more signings were taken. @returns the seconds that it took */
export async function untilTaken(load: SigningLoad, more = 3): Promise<number> {
  const taken = () => load.answers.get(303) ?? 0;
  const begun = performance.now();
  const goal = taken() + more;
  while (taken() < goal) {
    if (performance.now() - begun > PATIENCE) throw new Error("nobody could sign any more");
    await sleep(5);
  }
  return (performance.now() - begun) / 1000;
}

interface Judged {
  load: SigningLoad;
  url: string;
  keys?: Keys;
  standIn: StandIn;
}

/** Lets the load come to its end and the queue drain, then compares what was acknowledged with what there is. */
export async function judge(
  { load, url, keys = keysOf(APP_KEYS), standIn }: Judged,
  recovery: number[],
  wrong: string[] = [],
  slow: string[] = [],
): Promise<Outcome> {
  const unmailed = await load.stop();
  const { db, close } = connect(url, 2);
  try {
    const end = Date.now() + PATIENCE;
    const waiting = () =>
      db
        .selectFrom("mail_message")
        .select("id")
        .where("state", "in", ["queued", "sending"])
        .limit(1)
        .executeTakeFirst();
    while (await waiting()) {
      if (Date.now() > end) wrong.push("mails still wait");
      if (Date.now() > end) break;
      await sleep(200);
    }
    const keysIn = async (table: "signing" | "signature") =>
      (await db.selectFrom(table).select("signer_key").execute()).map(({ signer_key }) =>
        signer_key.toString("hex"),
      );
    const stored = new Set(await keysIn("signing"));
    const counted = new Set(await keysIn("signature"));
    const keyOf = (email: string) => signerKey(keys, canonicalAddress(email)).toString("hex");
    const missing = (all: Iterable<string>, where: ReadonlySet<string>) =>
      [...all].filter((email) => !where.has(keyOf(email))).length;
    const statuses = [...load.answers].filter(([status]) => ![0, 303, 503].includes(status));
    for (const [status, times] of statuses) wrong.push(`${status} was answered ${times} times`);
    if (standIn.wrong.length > 0) wrong.push(`the provider was asked wrongly: ${standIn.wrong[0]}`);
    return {
      rounds: recovery.length,
      acknowledged: load.signed.size + load.confirmed.size,
      refused: load.answers.get(503) ?? 0,
      lost: missing(load.signed, stored) + missing(load.confirmed, counted) + unmailed.length,
      doubled: (await checkTally(db)).length,
      twice: [...standIn.counts.values()].filter((times) => times > 1).length,
      ...{ recovery, wrong, slow },
    };
  } finally {
    await close();
  }
}
