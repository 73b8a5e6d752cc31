/** The organiser who asks, by their cookie. */
import type { Db } from "#db/connection.ts";

import type { Config } from "../config.server.ts";
import type { Admission, Admitted, RequestFacts, TurnedAway } from "../host/given.ts";
import { accessFor, href } from "../paths.ts";
import { isAtLeast } from "../organisers/organiser.ts";
import { getSession, SESSION_SECONDS } from "../organisers/session.server.ts";
import type { TellRefused } from "../host/figures/refused.server.ts";
import { saying } from "./flash.ts";

/** What asks for a fresh sign-in asks for one that is not older than this. */
const FRESH = 10 * 60_000;

const isSecure = (config: Config) => config.origin.startsWith("https:");
const cookieName = (config: Config) => (isSecure(config) ? "__Host-organiser" : "organiser");

/** The `Set-Cookie` of a session (RFC 6265bis, section 4.1.3.2 for the prefix); without a token it ends it. */
export function sessionCookie(config: Config, token: string | undefined): string {
  const secure = isSecure(config) ? "; Secure" : "";
  const age = token === undefined ? 0 : SESSION_SECONDS;
  return `${cookieName(config)}=${token ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`;
}

/** @param cookies the header of that name */
export function sessionToken(config: Config, cookies: string): string | undefined {
  const name = cookieName(config);
  for (const pair of cookies.split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** The token of the browser that asks. */
export const tokenOf = ({ config }: { config: Config }, { headers }: Request) =>
  sessionToken(config, headers.get("cookie") ?? "");

/** The organiser whom the host has let in (`admit`). */
export function organiserOf({ organiser }: Pick<RequestFacts, "organiser">): Admitted {
  if (!organiser) throw new Error("this path is not the organisers'");
  return organiser;
}

interface Tools {
  db: Db;
  config: Config;
  clock: () => Date;
  tellRefused: TellRefused;
}

/**
 * Lets an organiser in where the path's row, or of a post the intent's, allows the role, and, for the
 * intents it says, only after a fresh sign-in. Who posts a form after that, or after the session has ended, is asked to sign in
 * again, and the form is kept in their page.
 * @returns who it is, or what is done with whoever may not
 */
export async function admit(
  { db, config, clock, tellRefused }: Tools,
  { row, method, cookie, fields }: Admission,
): Promise<Admitted | TurnedAway> {
  const now = clock();
  const token = sessionToken(config, cookie);
  const session = token && (await getSession(db, token, now));
  const isPost = method === "POST";
  if (!session) {
    // who only follows a link there is asked in
    if (token || isPost) tellRefused("session", { route: row.file });
    return token && isPost ? { signInAgain: "ended" } : { to: href("/organise/sign-in") };
  }
  const post = isPost ? accessFor(row, fields) : undefined;
  const least = post?.role ?? row.role ?? "viewer";
  if (!isAtLeast(session.role, least)) {
    tellRefused("role", { route: row.file, role: session.role });
    return { to: saying(href("/organise"), session.role === "viewer" ? "viewer" : "owners-only") };
  }
  const age = now.getTime() - session.signedInAt.getTime();
  return post?.signIn === "fresh" && age > FRESH ? { signInAgain: "fresh" } : session;
}
