/** The variables of the environment: which there are, how each is spelled, what it means when unset. */
import * as v from "valibot";

import { readAddress } from "#db/address.ts";
import { address, readSender } from "#emails/sender.ts";

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, "must be a port number"),
  v.transform(Number),
  v.maxValue(65535, "must be a port number"),
);

/** One of a few words, in small letters. */
const word = <const Words extends readonly string[]>(words: Words, message: string) =>
  v.pipe(v.string(), v.toLowerCase(), v.picklist(words, message));

/** A name or an address that people read. */
const line = (most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\P{Cc}*$/u, "must be one line"),
    v.maxLength(most, `must be at most ${most} characters`),
  );

/** What goes into the header of a request, which takes nothing else. */
const secret = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]+$/, "must be letters, digits and signs of ASCII, without spaces"),
);

/** Spelled with a slash at its end or in capitals, it is the same. */
const origin = v.pipe(
  v.string(),
  v.transform((value) => {
    const url = URL.parse(value);
    const isBare = url && url.href === `${url.origin}/` && /^https?:$/.test(url.protocol);
    return isBare ? url.origin : undefined;
  }),
  v.string("must be an origin such as https://demands.example.org, without a path"),
);

const databaseUrl = v.pipe(
  v.string(),
  v.regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
  v.check(
    (value) => readAddress(value).servers.length === 1 || areServers(value),
    "must name each of several servers once, and the port where it is not 5432: postgres://user:password@one:5432,two:5432/database",
  ),
  v.check(
    // the client takes one without a host too, which then is in its query
    (value) =>
      readAddress(value).servers.every(({ address }) =>
        URL.canParse(address.replace("@/", "@socket/")),
      ),
    "must be postgres://user:password@host:5432/database, each sign in the password other than letters and digits as its % escape",
  ),
);

/** Each is another one, and nothing in the query names all of them once more. */
function areServers(url: string): boolean {
  const names = readAddress(url).servers.map(({ name }) => name);
  return (
    names.every((name) => /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i.test(name)) &&
    new Set(names).size === names.length &&
    !/[?&](host|port)=/.test(url)
  );
}

/** A replica, or a balancer before several: which of them takes writes is not asked there. */
const replicaUrl = v.pipe(
  databaseUrl,
  v.check(
    (value) => readAddress(value).servers.length === 1,
    "takes one server: put a balancer before several replicas",
  ),
);

const httpUrl = v.pipe(
  v.string(),
  v.check((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ""), "must be a URL"),
  v.transform((value) => value.replace(/\/+$/, "")),
);

function isSmtpUrl(value: string): boolean {
  const url = URL.parse(value);
  if (!url?.hostname || url.hash || !/^\/?$/.test(url.pathname)) return false;
  try {
    return decodeURIComponent(url.username + url.password).isWellFormed();
  } catch {
    return false;
  }
}

/** As the database has room for it (`smallint`). */
const MOST_VERSION = 32_767;

/**
 * `1:<32 bytes, base64url>,2:<…>`: the last seals, all unseal, the first names signers and signs links. One that is
 * marked after a leak, `1:…,2!:…`, signs links from then on, and names signers anew on top of those before it.
 */
export const keyRing = v.pipe(
  v.string(),
  v.regex(
    /^[1-9]\d{0,4}:[\w-]{43}(,[1-9]\d{0,4}!?:[\w-]{43})*$/,
    "must be a key ring such as 1:<43 base64url characters>, see .env.example",
  ),
  v.transform((ring) =>
    ring.split(",").map((entry) => {
      const [version, key] = entry.split(":") as [string, string];
      const renews = version.endsWith("!");
      return { version: parseInt(version), key: Buffer.from(key, "base64url"), renews };
    }),
  ),
  v.check(
    (ring) =>
      new Set(ring.map(({ version }) => version)).size === ring.length &&
      ring.every(({ version }) => version <= MOST_VERSION),
    `must have each version once, none above ${MOST_VERSION}`,
  ),
  v.check(
    (ring) =>
      ring
        .filter(({ renews }, place) => renews || place === 0)
        .every(({ version }, place, naming) => place === 0 || version > naming[place - 1]!.version),
    "must have the keys with a ! in the order of their numbers, which are above the first one's",
  ),
);

export const environment = v.object({
  PORT: v.optional(port, "3000"),
  HOST: v.optional(
    v.pipe(v.string(), v.toLowerCase(), v.regex(/^[\w.:-]+$/, "must be a host name or an address")),
    "127.0.0.1",
  ),
  APP_ORIGIN: v.optional(origin),
  DATABASE_URL: v.optional(databaseUrl),
  DATABASE_READ_URL: v.optional(replicaUrl),
  DATABASE_MIGRATE_URL: v.optional(databaseUrl),
  DATABASE_ADMIN_URL: v.optional(databaseUrl),
  DATA_DIR: v.optional(v.string(), ".data"),
  MAIL_TRANSPORT: v.optional(
    word(["mailbox", "resend", "smtp"], "must be mailbox, resend or smtp"),
  ),
  RESEND_API_KEY: v.optional(secret),
  RESEND_BASE_URL: v.optional(httpUrl),
  RESEND_WEBHOOK_SECRET: v.optional(
    v.pipe(v.string(), v.regex(/^whsec_[A-Za-z0-9+/=]+$/, "must begin with whsec_")),
  ),
  SMTP_URL: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://"),
      v.check(
        isSmtpUrl,
        "must be smtps://user:password@host:465, each sign in the password other than letters and digits as its % escape",
      ),
    ),
  ),
  MAIL_FROM: v.optional(
    v.pipe(
      v.string(),
      v.transform(readSender),
      v.object(
        { name: v.undefinedable(v.string()), address: v.string() },
        'must be one address, or Name <address>; a name with a comma or another sign stands in double quotes: "Demands, Kazakhstan" <sign@demands.example.org>',
      ),
    ),
  ),
  MAIL_LIVE: v.optional(
    v.pipe(
      word(["true", "false"], "must be true or false"),
      v.transform((value) => value === "true"),
    ),
    "false",
  ),
  INBOUND_DOMAIN: v.optional(
    v.pipe(
      v.string(),
      v.toLowerCase(),
      v.regex(
        /^(?=.{4,190}$)([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]*[a-z\d])?$/,
        "must be the name of a domain whose mail comes here, such as replies.demands.example.org",
      ),
    ),
  ),
  APP_KEYS: v.optional(keyRing),
  TRUSTED_PROXY_HOPS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d$/, "must be a number of proxies from 0 to 9"),
      v.transform(Number),
    ),
    "0",
  ),
  ROLE: v.optional(word(["all", "web", "worker"], "must be all, web or worker"), "all"),
  WEB_CONCURRENCY: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d?$/, "must be a number of processes from 1 to 99"),
      v.transform(Number),
    ),
    "1",
  ),
  CAMPAIGN_NAME: v.optional(line(80)),
  CAMPAIGN_EMAIL: v.optional(
    v.pipe(v.string(), v.regex(address, "must be one e-mail address, without a name")),
  ),
  CAMPAIGN_ADDRESS: v.optional(line(200)),
  METRICS_TOKEN: v.optional(secret),
  BACKUP_RECIPIENT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^age1[a-z0-9]{50,}$/, "must be a public key such as age1…, see .env.example"),
    ),
  ),
  LOG_LEVEL: v.optional(
    word(
      ["debug", "info", "warn", "error", "silent"],
      "must be debug, info, warn, error or silent",
    ),
  ),
});
