/** The environment, read once and checked. Nothing else in the project reads `process.env`. */
import fs from "node:fs";

import * as v from "valibot";

import type { Sender } from "#emails/sender.ts";

import { keyRing } from "./environment.ts";
import { readVariables } from "./process/read-variables.ts";

/** `signs`: links are signed with it, and not with the first. */
export type KeyRing = readonly { version: number; key: Buffer; renews?: boolean }[];

/** What the process runs with. `demo` is true while no `DATABASE_URL` is given. */
export interface Config {
  demo: boolean;
  port: number;
  host: string;
  /** Where every link begins; taken from here alone, never from a request. */
  origin: string;
  /** Undefined in the demo: the embedded Postgres in `dataDir` is used. */
  databaseUrl: string | undefined;
  /** By whose user tables are made and changed; undefined where `databaseUrl` may do so. */
  migrateUrl: string | undefined;
  /** By whose user roles are made; for `npm run roles` alone. */
  adminUrl: string | undefined;
  /** A replica for what may be some seconds old. */
  readUrl: string | undefined;
  dataDir: string;
  /** Undefined in the demo: made in `dataDir` at the first run. */
  keyRing: KeyRing | undefined;
  mail: {
    transport: "mailbox" | "resend" | "smtp";
    from: Sender;
    /** Only then are members written to at their real addresses. */
    live: boolean;
    resend: {
      apiKey: string | undefined;
      baseUrl: string | undefined;
      webhookSecret: string | undefined;
    };
    smtpUrl: string | undefined;
    /** Where members' replies come in; undefined where answers by mail are not taken. */
    inboundDomain: string | undefined;
  };
  trustedProxyHops: number;
  role: "all" | "web" | "worker";
  /** Web processes on the port; with 1 the first process serves by itself. */
  webConcurrency: number;
  /** The first values of the campaign's settings; what is kept in the database stands. */
  campaign: {
    name: string | undefined;
    email: string | undefined;
    address: string | undefined;
    telephone: string | undefined;
    sender: string | undefined;
  };
  metricsToken: string | undefined;
  /** A public key of age, which backups are enciphered for. */
  backupRecipient: string | undefined;
  logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/** A key ring as `APP_KEYS` spells it; undefined when it is not one. */
export function parseKeyRing(text: string): KeyRing | undefined {
  const result = v.safeParse(keyRing, text);
  return result.success ? result.output : undefined;
}

/** Thrown with one line per wrong variable; its message is fit to be printed as it is. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** The demo's; the number is one of those that Ofcom keeps for stories. */
const DEMO_CAMPAIGN = {
  name: "Solidarity with Kazakhstan",
  email: "campaign@example.org",
  address: "1 Example Street, London",
  telephone: "020 7946 0123",
  sender: "Alex Example",
};
const NOBODY = {
  name: undefined,
  email: undefined,
  address: undefined,
  telephone: undefined,
  sender: undefined,
};

/**
 * Makes the configuration of the environment; an empty value counts as unset.
 * @throws ConfigError naming every variable that is wrong or missing.
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const e = readVariables(env);
  if (Array.isArray(e)) throw new ConfigError(e.join("\n"));
  const demo = e.DATABASE_URL === undefined;
  const first = demo ? DEMO_CAMPAIGN : NOBODY;
  const campaign = {
    ...first,
    name: e.CAMPAIGN_NAME ?? first.name,
    email: e.CAMPAIGN_EMAIL ?? first.email,
    address: e.CAMPAIGN_ADDRESS ?? first.address,
  };
  const host = e.HOST === "::1" ? "[::1]" : e.HOST;
  return {
    demo,
    port: e.PORT,
    host: e.HOST,
    origin: e.APP_ORIGIN ?? `http://${host === "127.0.0.1" ? "localhost" : host}:${e.PORT}`,
    databaseUrl: e.DATABASE_URL,
    migrateUrl: e.DATABASE_MIGRATE_URL,
    adminUrl: e.DATABASE_ADMIN_URL,
    readUrl: demo ? undefined : e.DATABASE_READ_URL,
    dataDir: e.DATA_DIR,
    keyRing: e.APP_KEYS,
    mail: {
      transport: e.MAIL_TRANSPORT ?? "mailbox",
      // neutral: an inbox may be looked at by others
      from: e.MAIL_FROM ?? { name: "Petitions", address: campaign.email ?? DEMO_CAMPAIGN.email },
      live: e.MAIL_LIVE,
      resend: {
        apiKey: e.RESEND_API_KEY,
        baseUrl: e.RESEND_BASE_URL,
        webhookSecret: e.RESEND_WEBHOOK_SECRET,
      },
      smtpUrl: e.SMTP_URL,
      inboundDomain: e.INBOUND_DOMAIN,
    },
    trustedProxyHops: e.TRUSTED_PROXY_HOPS,
    role: e.ROLE,
    webConcurrency: e.WEB_CONCURRENCY,
    campaign,
    metricsToken: e.METRICS_TOKEN,
    backupRecipient: e.BACKUP_RECIPIENT,
    // a first run prints where to look, and nothing else while all is well
    logLevel: e.LOG_LEVEL ?? (demo ? "warn" : "info"),
  };
}

/**
 * The process's environment, with what a `.env` file in the working folder adds to it.
 * @throws ConfigError when there is such a file and it cannot be read
 */
export function readEnvironment(): Record<string, string | undefined> {
  try {
    process.loadEnvFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Node says of a file that this user may not read that it is not there: it would be the demo then
    if (code !== "ENOENT" || fs.existsSync(".env"))
      throw new ConfigError(
        `The file .env in ${process.cwd()} cannot be read by this user: without it nothing starts.`,
      );
  }
  return process.env;
}
