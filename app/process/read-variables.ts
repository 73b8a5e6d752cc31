/** Reads the environment's variables, and says of each in one line what is wrong with it. */
import * as v from "valibot";

import { environment } from "../environment.ts";

type Name = keyof typeof environment.entries;
type Given = Partial<Record<Name, string>>;

/** The variables there are. */
export const variables = Object.keys(environment.entries) as Name[];

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/** @returns the values, or a line for each variable that is wrong or missing */
export function readVariables(
  env: Record<string, string | undefined>,
): v.InferOutput<typeof environment> | string[] {
  const given = tidy(env);
  const { success, issues, output } = v.safeParse(environment, given, { abortPipeEarly: true });
  const wrong = new Map<Name, string>();
  for (const { path, message } of issues ?? []) {
    const name = path![0].key as Name;
    wrong.set(name, `${message} (it is "${shown(name, given[name]!)}")`);
  }
  // systemd's EnvironmentFile and `docker run --env-file` take it for a part of the value
  for (const name of variables)
    if (/\s#(\s|$)/.test(given[name] ?? ""))
      wrong.set(name, "has a comment behind its value: a comment stands on a line of its own");
  for (const [name, why] of lacks(given)) if (!wrong.has(name)) wrong.set(name, why);
  return success && wrong.size === 0 ? output : [...wrong].map((line) => line.join(" "));
}

/**
 * Without what a file brings along: spaces and line ends around a value, or quotes, which not all who
 * read such files take away.
 */
function tidy(env: Record<string, string | undefined>): Given {
  const given: Given = {};
  for (const name of variables) {
    const value = env[name]?.trim() ?? "";
    const bare = /^(["'])(.*)\1$/s.exec(value)?.[2]?.trim() ?? value;
    if (bare !== "") given[name] = bare;
  }
  return given;
}

/** What is missing beside what is given, and what does not go together. */
function lacks(given: Given): [name: Name, why: string][] {
  const found: [name: Name, why: string][] = [];
  const needs = (name: Name, why: string) => {
    if (given[name] === undefined) found.push([name, `is missing: ${why}`]);
  };
  const transport = given.MAIL_TRANSPORT?.toLowerCase() ?? "mailbox";
  const isHere = loopback.has(given.HOST?.toLowerCase() ?? "127.0.0.1");
  if (given.DATABASE_URL !== undefined) {
    needs("APP_ORIGIN", "with DATABASE_URL the site's own address must be given");
    needs(
      "APP_KEYS",
      'with DATABASE_URL the keys must be given (node -e \'console.log("1:"+crypto.randomBytes(32).toString("base64url"))\' makes one)',
    );
    needs("MAIL_TRANSPORT", "with DATABASE_URL say how mail leaves: resend or smtp");
    if (transport !== "mailbox") needs("MAIL_FROM", "mail needs a sender that your provider knows");
    if (transport === "mailbox" && !isHere)
      found.push(["MAIL_TRANSPORT", "mailbox shows every mail, so it needs HOST to be 127.0.0.1"]);
  } else if (!isHere) {
    found.push([
      "HOST",
      "must be 127.0.0.1 in the demo: give DATABASE_URL to be reachable from elsewhere",
    ]);
  }
  if (given.DATABASE_MIGRATE_URL !== undefined) {
    needs("DATABASE_URL", "DATABASE_MIGRATE_URL is given beside it, never alone");
    if (given.ROLE?.toLowerCase() === "web")
      found.push([
        "DATABASE_MIGRATE_URL",
        "is for npm run migrate and for workers: a web process (ROLE=web) goes without it",
      ]);
  }
  if (transport === "resend") needs("RESEND_API_KEY", "MAIL_TRANSPORT is resend");
  if (transport === "smtp") needs("SMTP_URL", "MAIL_TRANSPORT is smtp");
  if (given.INBOUND_DOMAIN !== undefined)
    for (const name of ["RESEND_API_KEY", "RESEND_WEBHOOK_SECRET"] as const)
      needs(name, "INBOUND_DOMAIN is given, and Resend receives its mail");
  return found;
}

/** Values of secrets are never printed, others shortened and in one line. */
const shown = (name: string, value: string): string =>
  /KEY|SECRET|URL|TOKEN/.test(name) ? "…" : value.replace(/\p{Cc}+/gu, " ").slice(0, 60);
