/** The variables of the environment: what is taken for which, what is said of a wrong one, and their example. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";

import { expect, test } from "vitest";

import { ConfigError, parseConfig } from "#app/config.server.ts";
import { openDatabase } from "#app/process/database.server.ts";
import { tellMisspelt } from "#app/process/misspelt.ts";
import { variables } from "#app/process/read-variables.ts";

import { dataFolder } from "./support/embedded.ts";
import { APP_KEYS, freePort, siteEnvironment, startProcess } from "./support/server.ts";

type Env = Record<string, string>;

/** @returns the lines with which a start is refused; none where it is not */
function refusals(env: Env): string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.split("\n");
  }
}

const deployment = siteEnvironment("postgres://u:p@127.0.0.1/d", 3000);

test("what a file brings along is no part of a value, and an empty one is none", () => {
  const plain = parseConfig({
    ...deployment,
    PORT: "4000",
    MAIL_FROM: "Demands <sign@example.org>",
    CAMPAIGN_NAME: "The Campaign",
  });
  for (const dressed of [
    (value: string) => `${value} `,
    (value: string) => `\t${value}\r`,
    (value: string) => `"${value}"`,
    (value: string) => `'${value}'\r\n`,
  ]) {
    const all = { ...deployment, PORT: "4000", CAMPAIGN_NAME: "The Campaign" };
    const env = Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, dressed(value)]),
    );
    expect(parseConfig({ ...env, MAIL_FROM: dressed("Demands <sign@example.org>") })).toEqual(
      plain,
    );
  }
  for (const empty of ["", " ", "\r", '""', "''", '" "'])
    expect(parseConfig(Object.fromEntries(variables.map((name) => [name, empty])))).toEqual(
      parseConfig({}),
    );
});

test("spellings that mean the same are the same", () => {
  const originOf = (APP_ORIGIN: string) => parseConfig({ APP_ORIGIN }).origin;
  for (const spelled of [
    "https://demands.example.org",
    "https://demands.example.org/",
    "HTTPS://Demands.Example.ORG",
    "https://demands.example.org:443",
  ])
    expect(originOf(spelled)).toBe("https://demands.example.org");
  expect(originOf("https://петиция.example/")).toBe(new URL("https://петиция.example").origin);
  expect(parseConfig({ HOST: "LOCALHOST" }).host).toBe("localhost");
  expect(parseConfig({ ROLE: "Web", LOG_LEVEL: "INFO", MAIL_LIVE: "TRUE" })).toMatchObject({
    role: "web",
    logLevel: "info",
    mail: { live: true },
  });
  const resend = { MAIL_TRANSPORT: "resend", RESEND_API_KEY: "re_1" };
  expect(
    parseConfig({ ...resend, RESEND_BASE_URL: "http://127.0.0.1:9/" }).mail.resend.baseUrl,
  ).toBe("http://127.0.0.1:9");
});

const wrong: Record<string, string[]> = {
  PORT: ["http", "3000 # the port", "-1", "65536", "3000;", "0x10", "3,000", "３０００"],
  HOST: ["http://127.0.0.1", "127.0.0.1 # here", "a b", "0.0.0.0"],
  APP_ORIGIN: [
    ...[
      "demands.example.org",
      "https://demands.example.org/app",
      "https://a.example?x",
      "ftp://a.example",
    ],
    ...[
      "https://u:p@a.example",
      "https://a.example#x",
      "https://",
      "https://a b.example",
      "//a.example",
    ],
    ...["https://a.example https://b.example", "https://a.example # ours"],
  ],
  DATABASE_URL: [
    "mysql://a",
    "localhost",
    "postgres://u:p#w@h/d",
    "postgres://u:p/w@h/d",
    "postgres://h:port/d",
    ...["postgres://one:5432,/d", "postgres://u:p@one, two/d"],
    ...[
      "postgres://one:port,two/d",
      "postgres://one:5432,two:99999/d",
      "postgres://one;two,three/d",
      "postgres://one:5432,one:5432/d",
      "postgres://one,two/d?host=three",
    ],
  ],
  DATABASE_READ_URL: ["replica", "postgres://h:99999/d", "postgres://one,two/d"],
  DATABASE_MIGRATE_URL: ["owner", "postgres://h:99999/d"],
  DATABASE_ADMIN_URL: ["admin", "postgres://h:99999/d"],
  MAIL_TRANSPORT: ["sendmail", "smtp,resend", "smtp # ours"],
  RESEND_API_KEY: ["re_…", "re_1 re_2", "re_1 # ours", "ключ"],
  RESEND_BASE_URL: ["resend", "ftp://a.example", "http://"],
  RESEND_WEBHOOK_SECRET: ["secret", "whsec_…", "whsec_a b"],
  INBOUND_DOMAIN: [
    "replies",
    "a b.example",
    "r@replies.example.org",
    "https://a.example",
    "a..org",
  ],
  SMTP_URL: [
    ...[
      "smtp.example.org",
      "http://a.example",
      "smtp://",
      "smtp:///x",
      "smtp://u:p#w@h",
      "smtp://u:p/w@h",
    ],
    ...[
      "smtp://h:port",
      "smtp://h/path",
      "smtp://u:%zz@h",
      "smtp://u:%ff@h",
      "smtps://u:p@h:465 # ours",
    ],
  ],
  MAIL_FROM: [
    ...[
      "Demands",
      "a@b",
      "Demands, Inc <a@b.org>",
      "a@b.org, c@d.org",
      "A (x) <a@b.org>",
      "a@b.org (x)",
    ],
    ...[
      '"A <a@b.org>',
      "A <a@b.org",
      "<>",
      "A <a@b.org> x",
      "a @b.org",
      "x@y <a@b.org>",
      "A: a@b.org;",
    ],
    ...["A\nB <a@b.org>", "A <a@b.org>\r\nBcc: x@y.org", '"A\nB" <a@b.org>', "A <a@b.org> # ours"],
  ],
  MAIL_LIVE: ["1", "yes", "on", "true # carefully", "truee"],
  APP_KEYS: [
    `${APP_KEYS},${APP_KEYS}`,
    `65000${APP_KEYS.slice(1)}`,
    "1:…",
    "1:abc",
    APP_KEYS.slice(2),
    `${APP_KEYS},`,
    `${APP_KEYS} # ours`,
  ],
  TRUSTED_PROXY_HOPS: ["one", "10", "-1", "1 # nginx"],
  ROLE: ["both", "web,worker", "web # pages"],
  WEB_CONCURRENCY: ["0", "100", "auto", "2.5", "4 # cores"],
  CAMPAIGN_NAME: ["x".repeat(81), "two\nlines", "The Campaign # ours"],
  CAMPAIGN_EMAIL: [
    "campaign",
    "A <a@b.org>",
    "a@b.org, c@d.org",
    "a@b.org\nBcc: x@y.org",
    "a@b.org # ours",
  ],
  CAMPAIGN_ADDRESS: ["x".repeat(201), "two\nlines", "1 Street # ours"],
  METRICS_TOKEN: ["two words", "токен", "token # ours"],
  BACKUP_RECIPIENT: [
    "age1",
    "AGE-SECRET-KEY-1…",
    "age1qqq, age1zzz",
    `age1${"q".repeat(58)} # ours`,
  ],
  LOG_LEVEL: ["verbose", "info,debug", "info # as usual"],
  DATA_DIR: [".data # here"],
};

test("a wrong value is one line that names its variable and says no secret", () => {
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const lines = refusals({ [name]: value }).filter((line) => !/ is missing: /.test(line));
      expect([name, value, lines]).toEqual([
        name,
        value,
        [expect.stringMatching(`^${name} [^\\n]+$`)],
      ]);
      const isSecret = /KEY|SECRET|URL|TOKEN/.test(name);
      if (isSecret) expect(lines[0]).not.toContain(value);
    }
  }
  expect(Object.keys(wrong).toSorted()).toEqual(variables.toSorted());
});

test("all that is wrong or missing is said at once, a line each", () => {
  const all = Object.fromEntries(Object.entries(wrong).map(([name, [value]]) => [name, value!]));
  expect(
    refusals(all)
      .map((line) => line.split(" ")[0])
      .toSorted(),
  ).toEqual(variables.toSorted());
  const lines = refusals({
    DATABASE_URL: "postgres://h/d",
    MAIL_TRANSPORT: "smtp",
    PORT: "x",
    HOST: "0.0.0.0",
  });
  const named = lines.map((line) => line.split(" ")[0]).toSorted();
  expect(named).toEqual(["APP_KEYS", "APP_ORIGIN", "MAIL_FROM", "PORT", "SMTP_URL"]);
});

test("a database that cannot be asked for at all is named in one line, as one that does not answer is", async () => {
  for (const [url, why] of [
    ["postgres://u:p@127.0.0.1:1/d%", "URI malformed"],
    ["postgres://u:p@127.0.0.1:1/d?sslrootcert=/nowhere/root.pem", "no such file or directory"],
  ] as const) {
    const config = parseConfig({ ...deployment, DATABASE_URL: url });
    const refused = await openDatabase(config, "server").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigError);
    expect((refused as Error).message).toContain(`DATABASE_URL cannot be reached: `);
    expect((refused as Error).message).toContain(why);
  }
});

test("passwords with signs are taken as their escapes, and servers without a host where there are such", () => {
  for (const url of [
    "postgres://u:p%23w%40x%2F@h:5432/d",
    "postgresql://u@h/d?sslmode=require",
    "postgres:///d?host=/var/run/postgresql",
    "postgres://u:p@/d?host=/var/run/postgresql",
    "postgres://u:p$w!x@h/d",
    "postgres://u:p,w@one:5432,two:5433/d?sslmode=verify-full&pgbouncer=true",
    "postgres://[::1]:5432,192.0.2.1,db-3.example.org/d",
  ])
    expect([url, refusals({ ...deployment, DATABASE_URL: url })]).toEqual([url, []]);
  for (const url of [
    "smtps://user%40example.org:p%23w%2F@smtp.example.org:465",
    "smtp://127.0.0.1:2525",
    "smtp://[::1]:25/",
    "smtp://u:p$w!x@h?tls.rejectUnauthorized=false",
  ])
    expect([url, refusals({ SMTP_URL: url })]).toEqual([url, []]);
});

test("a start with wrong values prints a line for each and no stack, one with a misspelt name says so", async () => {
  using data = dataFolder();
  await using server = startProcess(
    {
      DATA_DIR: data.folder,
      APP_ORGIN: "https://a.example",
      MAIL_FROM: "A, B <a@b.org>",
      ROLE: "x",
    },
    await freePort(),
  );
  expect(await server.ended).toBe(1);
  expect(server.output().trim().split("\n")).toEqual([
    "APP_ORGIN is not read: did you mean APP_ORIGIN?",
    expect.stringMatching(/^MAIL_FROM must be /),
    expect.stringMatching(/^ROLE must be /),
  ]);
  const { status, stderr } = spawnSync(process.execPath, ["app/commands/migrate.ts"], {
    encoding: "utf8",
    env: {
      NODE_ENV: "production",
      PATH: process.env["PATH"],
      DATABASE_URI: "postgres://h/d",
      PORT: "x",
    },
  });
  expect([status, stderr.trim().split("\n")]).toEqual([
    1,
    [
      "DATABASE_URI is not read: did you mean DATABASE_URL?",
      expect.stringMatching(/^PORT must be /),
    ],
  ]);
});

test("names that were meant to be ours are found, with what was meant", () => {
  const meant: Record<string, string> = {
    WEB_CONCURENCY: "WEB_CONCURRENCY",
    WEBCONCURRENCY: "WEB_CONCURRENCY",
    MAIL_LIFE: "MAIL_LIVE",
    MAIL_FORM: "MAIL_FROM",
    MAIL_TRANSPROT: "MAIL_TRANSPORT",
    APP_ORGIN: "APP_ORIGIN",
    APP_KEY: "APP_KEYS",
    app_origin: "APP_ORIGIN",
    RESEND_APIKEY: "RESEND_API_KEY",
    RESEND_BASEURL: "RESEND_BASE_URL",
    CAMPAIGN_MAIL: "CAMPAIGN_EMAIL",
    CAMPAING_NAME: "CAMPAIGN_NAME",
    DATABASE_URI: "DATABASE_URL",
    DATABSE_URL: "DATABASE_URL",
    DATADIR: "DATA_DIR",
    SMTP_URI: "SMTP_URL",
    TRUSTED_PROXY_HOP: "TRUSTED_PROXY_HOPS",
    METRIC_TOKEN: "METRICS_TOKEN",
    LOGLEVEL: "LOG_LEVEL",
    PORTS: "PORT",
  };
  for (const [name, known] of Object.entries(meant))
    expect(tellMisspelt({ [name]: "x" })).toEqual([`${name} is not read: did you mean ${known}?`]);
  for (const name of [
    "SMTP_PASSWORD",
    "MAIL_HOST",
    "RESEND_FROM",
    "CAMPAIGN_PHONE",
    "TRUSTED_PROXY_COUNT",
  ])
    expect(tellMisspelt({ [name]: "x" })).toEqual([
      `${name} is not read: .env.example names the variables there are.`,
    ]);
});

test("what shells, services, containers and clouds set is not taken for ours", () => {
  const common = `
    HOME HOSTNAME HOSTTYPE HISTFILE IFS LANG LC_ALL LOGNAME MACHTYPE MAIL MAILCHECK MAILPATH MAILTO OLDPWD OSTYPE PATH
    POSIXLY_CORRECT PPID PS1 PWD SHELL SHLVL TERM TERM_PROGRAM TMPDIR TZ UID USER _ EDITOR PAGER DISPLAY COLORTERM
    http_proxy https_proxy no_proxy HTTP_PROXY XDG_DATA_DIRS XDG_DATA_HOME XDG_CONFIG_DIRS XDG_RUNTIME_DIR SSH_AUTH_SOCK
    INVOCATION_ID JOURNAL_STREAM LISTEN_FDS LISTEN_PID MAINPID NOTIFY_SOCKET WATCHDOG_USEC STATE_DIRECTORY SYSTEMD_EXEC_PID
    NODE NODE_ENV NODE_OPTIONS NODE_VERSION NODE_PATH NODE_EXTRA_CA_CERTS YARN_VERSION INIT_CWD COLOR EDITOR UV_THREADPOOL_SIZE
    npm_command npm_config_loglevel npm_config_prefix npm_lifecycle_event npm_package_name npm_execpath npm_config_cache
    PGHOST PGPORT PGUSER PGDATA PGDATABASE PGPASSWORD PGSSLMODE PGOPTIONS POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB
    CI GITHUB_TOKEN GITHUB_REF GITHUB_ACTIONS GITLAB_CI RUNNER_OS BUILD_ID JOB_NAME VITEST VITEST_POOL_ID VITE_USER_NODE_ENV
    KUBERNETES_PORT KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT KUBERNETES_PORT_443_TCP_ADDR POD_NAME POD_IP
    APP_SERVICE_HOST APP_SERVICE_PORT APP_SERVICE_PORT_HTTP WEB_SERVICE_HOST WEB_PORT_3000_TCP WEB_PORT_3000_TCP_PROTO
    MAIL_SERVICE_HOST MAIL_SERVICE_PORT MAIL_PORT_25_TCP SMTP_SERVICE_HOST SMTP_PORT_25_TCP_ADDR DATABASE_SERVICE_HOST
    APP_ENV APP_NAME APP_DEBUG APP_HOST APP_PORT APP_URL APP_SECRET APP_USER WEB_ROOT WEB_PORT DATABASE_HOST DATABASE_NAME
    DATABASE_PRIVATE_URL DATABASE_PUBLIC_URL DATABASE_URL_UNPOOLED DATA_SOURCE LOG_FILE LOG_FORMAT LOG_DIR PORTAL REPORT
    DYNO FLY_APP_NAME FLY_REGION RAILWAY_ENVIRONMENT RENDER_SERVICE_ID HEROKU_APP_NAME AWS_REGION GOOGLE_CLOUD_PROJECT
    METRICS_PORT METRICS_ADDR TRUSTED_HOSTS ROLE_NAME ROLE_ARN HOST_IP HOSTALIASES DOCKER_HOST VIRTUAL_HOST LETSENCRYPT_HOST`;
  const env = Object.fromEntries(
    common
      .trim()
      .split(/\s+/)
      .map((name) => [name, "x"]),
  );
  expect(tellMisspelt(env)).toEqual([]);
  const links = {
    MAIL_PORT: "tcp://10.0.0.7:25",
    SMTP_PORT: "tcp://10.0.0.8:25",
    APP_PORT: "tcp://10.0.0.9:80",
  };
  expect(tellMisspelt(links)).toEqual([]);
  expect(tellMisspelt(Object.fromEntries(variables.map((name) => [name, "x"])))).toEqual([]);
});

const example = fs.readFileSync(".env.example", "utf8");
const assignment = /^# (?=[A-Z_]+=)/gm;

/** `EnvironmentFile=` (systemd.exec(5)): no comments behind values, quotes around them, C escapes in none of ours. */
const asSystemd = (text: string): Env =>
  Object.fromEntries(
    text.split("\n").flatMap((line) => {
      if (/^\s*([#;]|$)/.test(line)) return [];
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line)!;
      const [, , quoted] = /^(["'])(.*)\1$/.exec(value!.trim()) ?? [];
      return [[name!, quoted ?? value!.trim()]];
    }),
  );

/** `env_file:` of Docker Compose: a comment behind a value ends it, `$` begins a variable except in single quotes. */
const asCompose = (text: string): Env =>
  Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const [, name, value = ""] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      if (!name) return [];
      expect(value).not.toContain("$");
      const quoted = /^(["'])(.*?)\1\s*(#.*)?$/.exec(value)?.[2];
      return [[name, quoted ?? value.replace(/\s+#.*$/, "").trim()]];
    }),
  );

const asShell = (file: string): Env => {
  const script = `set -a; set -u; . "$0"; env -0`;
  const { stdout, stderr } = spawnSync("sh", ["-c", script, file], {
    encoding: "utf8",
    env: { NODE_ENV: "test" },
  });
  expect(stderr).toBe("");
  const all = stdout.split("\0").map((pair) => pair.split(/=(.*)/s).slice(0, 2));
  return Object.fromEntries(all.filter(([name]) => example.includes(`${name}=`) && name)) as Env;
};

test("the example with all its lines is the same to systemd, Docker, Node and a shell", () => {
  using data = dataFolder();
  const whole = example.replace(assignment, "");
  const file = `${data.folder}.env`;
  for (const text of [
    whole,
    `${whole}\nMAIL_FROM='"Demands, Kazakhstan" <sign@demands.example.org>'\n`,
  ]) {
    fs.writeFileSync(file, text);
    const read = parseEnv(text) as Env;
    expect(asShell(file)).toEqual(read);
    expect(asSystemd(text)).toEqual(read);
    expect(asCompose(text)).toEqual(read);
    expect(
      Object.keys(read)
        .filter((name) => !name.startsWith("POSTGRES_"))
        .toSorted(),
    ).toEqual(variables.toSorted());
    // what has to be filled in is refused until it is, and nothing else is
    expect(refusals(read).map((line) => line.split(" ")[0])).toEqual([
      "RESEND_WEBHOOK_SECRET",
      "APP_KEYS",
    ]);
    expect(tellMisspelt(read)).toEqual([]);
  }
  fs.rmSync(file);
});

test.skipIf(process.getuid?.() !== 0)(
  "a .env that this user may not read is said so, and does not make it the demo",
  () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "demands-env-"));
    fs.chmodSync(folder, 0o755);
    fs.writeFileSync(path.join(folder, ".env"), "PORT=1\n", { mode: 0o600 });
    const script = `
      const { readEnvironment } = await import(${JSON.stringify(path.resolve("app/config.server.ts"))});
      process.chdir(${JSON.stringify(folder)});
      process.setuid(65534);
      try { readEnvironment(); } catch (error) { console.log(error.name, error.message); }`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(`${stdout}${stderr}`).toMatch(
      /^ConfigError The file \.env in \S+ cannot be read by this user/,
    );
    fs.rmSync(folder, { recursive: true });
  },
);
