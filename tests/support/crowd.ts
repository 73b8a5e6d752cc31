/** People of one network: they sign, ask for challenges, solve them, and wait for mails. */
import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";

import { signerKey } from "#app/keys.server.ts";

import type { Site } from "./server.ts";
import { testKeys } from "./signers.ts";
import { type Answer, filled, type Values, visitor } from "./visitor.ts";

export const SLUG = "russian-troops-out";
export const SOON = `/demands/${SLUG}/check-your-inbox`;
export const LATER = `${SOON}/later`;

/** Every one has an address of its own, so that limits by network meet nobody else's test. */
let networks = 0;
export const newNetwork = () => `198.51.${++networks}`;
let people = 0;
export const someone = () => `crowd${++people}@example.org`;

/** What the field `proof` of a form holds. */
export async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return JSON.stringify({ challenge, solution });
}

/** @param network the first three numbers of an IPv4 address; the site has to trust one proxy */
export function crowd(site: Site, network = newNetwork()) {
  const ann = visitor(site.base);
  let phones = 0;
  const from = () => ({ "x-forwarded-for": `9.9.9.9, ${network}.${phones++ % 256}` });
  const sign = (values: Values = {}, slug = SLUG): Promise<Answer> =>
    ann.post(`/demands/${slug}/sign`, { ...filled, email: someone(), ...values }, from());
  return {
    network,
    sign,
    /** Signs so many times, a few at once; tells how often each answer came. */
    async signOften(times: number, values: Values = {}, slug = SLUG) {
      const counts: Record<string, number> = {};
      for (let done = 0; done < times; done += 50) {
        const some = Array.from({ length: Math.min(50, times - done) }, () => sign(values, slug));
        for (const { status, location } of await Promise.all(some)) {
          const answer = location || String(status);
          counts[answer] = (counts[answer] ?? 0) + 1;
        }
      }
      return counts;
    },
    /** @returns an empty object where nothing is asked */
    async ask(demands = 1): Promise<Challenge | { parameters?: never }> {
      const { html } = await ann.get(`/challenge.json?demands=${demands}`, from());
      return JSON.parse(html) as Challenge | { parameters?: never };
    },
  };
}

const mailTo = ({ db }: Pick<Site, "db">, email: string) =>
  db
    .selectFrom("mail_message")
    .select(["created_at", "not_before"])
    .where("recipient_key", "=", signerKey(testKeys, email))
    .executeTakeFirstOrThrow();

/** When the mail of a signing may leave, in milliseconds. */
export const mailLeaves = async (site: Pick<Site, "db">, email: string): Promise<number> =>
  (await mailTo(site, email)).not_before.getTime();

/** How long after the signing that is, in milliseconds. */
export const mailDelay = async (site: Pick<Site, "db">, email: string): Promise<number> =>
  (await mailLeaves(site, email)) - (await mailTo(site, email)).created_at.getTime();
