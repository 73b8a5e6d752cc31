/** Where the hunt takes place: a Postgres whose files can be read, a site, a provider and an SMTP server that stand in. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { keepFirstValues } from "#app/campaign/settings.server.ts";
import { seedIfEmpty } from "#app/seed/seed.server.ts";
import { connect, type Connection } from "#db/connection.ts";
import { grantAccess } from "#db/grants.ts";
import { startLocalDatabase } from "#db/local/server.ts";
import { migrateToLatest } from "#db/migrate.ts";
import { makeSigningDays } from "#db/partitions.ts";
import { makeRoles } from "#db/roles.ts";

import { dataFolder } from "../support/embedded.ts";
import { STEM } from "../support/leaks.ts";
import { REPLIES } from "../support/inbound-mails.ts";
import { type StandIn, startStandIn } from "../support/resend-stand-in.ts";
import { APP_ROLE, appUrlOf, loginOf } from "../support/roles.ts";
import {
  freePort,
  type Running,
  siteEnvironment,
  startProcess,
  untilReady,
} from "../support/server.ts";
import { webhookSecret } from "../support/signed-webhook.ts";
import { startSmtp } from "../support/smtp-stand-in.ts";
import { type Values, visitor } from "../support/visitor.ts";
import { CYRILLIC, NETWORK, SLUG } from "./marks.ts";

export interface Scene extends AsyncDisposable {
  connection: Connection;
  /** Of the database, its server and the site: all that this machine keeps. */
  folder: string;
  /** What the programs take for the folder of temporary files. */
  temporary: string;
  standIn: StandIn;
  smtp: Awaited<ReturnType<typeof startSmtp>>;
  base: string;
  /** What the sites have printed, one after another. */
  outputs: readonly Running[];
  /** Tokens that were met, by what they open. */
  tokens: Map<string, string>;
  /** @returns the path that was mailed to somebody and has this in it; its token is noted */
  linkTo: (to: string, part: string) => Promise<string>;
  browser: () => Browser;
  /** Ends the site, and starts it again with further variables. */
  restart: (more: Record<string, string>) => Promise<void>;
  /** Ends all of it, so that what stands in files stands there. */
  end: () => Promise<void>;
}

const WHO_SIGNS = {
  ...{ name: undefined, email: undefined, address: undefined },
  ...{ sender: "Alex Example", telephone: "020 7946 0123" },
};

export async function setScene(): Promise<Scene> {
  const data = dataFolder();
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "demands-leaks-"));
  const postgres = await startLocalDatabase(data.folder, "server", ["fsync=off"]);
  const connection = connect(postgres.url, 4);
  const { db } = connection;
  await migrateToLatest(db);
  await makeRoles(db, loginOf(postgres.url), APP_ROLE);
  await grantAccess(db, APP_ROLE.name);
  await makeSigningDays(db, new Date());
  await seedIfEmpty(db, true, new Date());
  await keepFirstValues(db, WHO_SIGNS, new Date());
  const standIn = await startStandIn();
  const smtp = await startSmtp();
  const port = await freePort();
  const env = {
    ...siteEnvironment(appUrlOf(postgres.url), port),
    ...{ DATABASE_MIGRATE_URL: postgres.url, DATA_DIR: data.folder },
    ...{ LOG_LEVEL: "debug", TMPDIR: temporary, METRICS_TOKEN: `metrics-${STEM}` },
    ...{ MAIL_TRANSPORT: "resend", RESEND_API_KEY: `re_${STEM}`, RESEND_BASE_URL: standIn.url },
    ...{ MAIL_FROM: "sign@example.org", INBOUND_DOMAIN: REPLIES },
    RESEND_WEBHOOK_SECRET: webhookSecret,
  };
  const outputs: Running[] = [];
  const tokens = new Map<string, string>();

  async function start(more: Record<string, string> = {}): Promise<Running> {
    const site = startProcess({ ...env, ...more }, port);
    outputs.push(site);
    await untilReady(site);
    return site;
  }
  async function stopSite(): Promise<void> {
    const site = outputs.at(-1)!;
    site.process.kill("SIGTERM");
    await site.ended;
  }
  let hasEnded = false;
  async function end(): Promise<void> {
    if (hasEnded) return;
    hasEnded = true;
    await stopSite();
    await connection.close();
    await postgres.stop();
  }
  const { base } = await start();

  return {
    ...{ connection, folder: data.folder, temporary, standIn, smtp, base, outputs, tokens },
    browser: () => browserOf(base),
    async linkTo(to, part) {
      const isWanted = (link: string) => link.includes(part);
      for (let tries = 0; tries < 400; tries++) {
        const texts = [
          ...standIn.taken.filter((one) => one.to.includes(to)).map(({ text }) => text),
          ...smtp.messages
            .filter((one) => one.includes(to))
            .map((one) => one.replace(/=\r\n/g, "").replaceAll("=3D", "=")),
        ];
        const link = texts
          .map((text) => (text.match(/http:\/\/127[^\s<>"')\]]+/g) ?? []).find(isWanted))
          .findLast((one) => one !== undefined);
        if (link) {
          const { pathname } = new URL(link);
          tokens.set(`${part} of ${to}`, pathname.split("/").at(-1)!);
          return pathname;
        }
        await sleep(50);
      }
      throw new Error(`no mail to ${to} with ${part}`);
    },
    async restart(more) {
      await stopSite();
      await start(more);
    },
    end,
    async [Symbol.asyncDispose]() {
      await end();
      await smtp[Symbol.asyncDispose]();
      await standIn[Symbol.asyncDispose]();
      fs.rmSync(temporary, { recursive: true, force: true });
      data[Symbol.dispose]();
    },
  };
}

/** Somebody whose browser tells marks of its own with all that it asks for. */
function browserOf(base: string) {
  const ann = visitor(base);
  const seen = {
    "x-forwarded-for": NETWORK,
    "user-agent": `Browser ${STEM}`,
    referer: `${base}/?utm_source=${STEM}`,
  };
  const form = { country: "GB", postcode: "SW1A 1AA", consent: "yes" };
  return {
    get: (path: string) => ann.get(path, seen),
    post: (path: string, values: Values) => ann.post(path, values, seen),
    sign: (values: Values) =>
      ann.post(`/demands/${SLUG}/sign`, { name: `${STEM} ${CYRILLIC}`, ...form, ...values }, seen),
    cookie: ann.cookie,
  };
}

export type Browser = ReturnType<typeof browserOf>;
