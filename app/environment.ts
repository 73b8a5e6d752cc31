/** The variables of the environment: which there are, how each is spelled, what it means when unset. */
import * as v from "valibot";

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, "must be a port number"),
  v.transform(Number),
  v.maxValue(65535, "must be a port number"),
);

const origin = v.pipe(
  v.string(),
  v.check((value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && url.origin === value;
  }, "must be an origin such as https://demands.example.org, without a path"),
);

const databaseUrl = v.pipe(
  v.string(),
  v.regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
);

const httpUrl = v.pipe(v.string(), v.url("must be a URL"));

/** `1:<32 bytes, base64url>,2:<…>`: the last seals, all unseal, the first makes signer keys and links. */
export const keyRing = v.pipe(
  v.string(),
  v.regex(
    /^[1-9]\d{0,4}:[\w-]{43}(,[1-9]\d{0,4}:[\w-]{43})*$/,
    "must be a key ring such as 1:<43 base64url characters>, see .env.example",
  ),
  v.transform((ring) =>
    ring.split(",").map((entry) => {
      const [version, key] = entry.split(":") as [string, string];
      return { version: Number(version), key: Buffer.from(key, "base64url") };
    }),
  ),
);

const flag = v.pipe(
  v.picklist(["true", "false"], "must be true or false"),
  v.transform((value) => value === "true"),
);

const emailLike = /^[^\s<>@,;"]+@[^\s<>@,;"]+\.[^\s<>@,;"]+$/;

export const environment = v.object({
  PORT: v.optional(port, "3000"),
  HOST: v.optional(v.string(), "127.0.0.1"),
  APP_ORIGIN: v.optional(origin),
  DATABASE_URL: v.optional(databaseUrl),
  DATABASE_READ_URL: v.optional(databaseUrl),
  DATA_DIR: v.optional(v.string(), ".data"),
  MAIL_TRANSPORT: v.optional(
    v.picklist(["mailbox", "resend", "smtp"], "must be mailbox, resend or smtp"),
  ),
  RESEND_API_KEY: v.optional(v.string()),
  RESEND_BASE_URL: v.optional(httpUrl),
  RESEND_WEBHOOK_SECRET: v.optional(
    v.pipe(v.string(), v.regex(/^whsec_[A-Za-z0-9+/=]+$/, "must begin with whsec_")),
  ),
  SMTP_URL: v.optional(
    v.pipe(v.string(), v.regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")),
  ),
  MAIL_FROM: v.optional(
    v.pipe(
      v.string(),
      v.check(
        (from) => emailLike.test(from) || /^[^<>"\r\n]+ <[^<>\s]+@[^<>\s]+\.[^<>\s]+>$/.test(from),
        "must be an address, or Name <address>",
      ),
    ),
  ),
  MAIL_LIVE: v.optional(flag, "false"),
  APP_KEYS: v.optional(keyRing),
  TRUSTED_PROXY_HOPS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d$/, "must be a number of proxies from 0 to 9"),
      v.transform(Number),
    ),
    "0",
  ),
  ROLE: v.optional(v.picklist(["all", "web", "worker"], "must be all, web or worker"), "all"),
  WEB_CONCURRENCY: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[1-9]\d?$/, "must be a number of processes from 1 to 99"),
      v.transform(Number),
    ),
    "1",
  ),
  CAMPAIGN_NAME: v.optional(v.pipe(v.string(), v.maxLength(80))),
  CAMPAIGN_EMAIL: v.optional(v.pipe(v.string(), v.regex(emailLike, "must be an e-mail address"))),
  CAMPAIGN_ADDRESS: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(200, "must be at most 200 characters"),
      v.regex(/^\P{Cc}*$/u, "must be one line"),
    ),
  ),
  METRICS_TOKEN: v.optional(v.string()),
  LOG_LEVEL: v.optional(
    v.picklist(
      ["debug", "info", "warn", "error", "silent"],
      "must be debug, info, warn, error or silent",
    ),
  ),
});
