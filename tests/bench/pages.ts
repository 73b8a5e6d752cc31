/** Every kind of public answer, each asked for so that no earlier one will do. */
import { linkToken } from "#app/keys.server.ts";
import type { Db } from "#db/connection.ts";

import { knownSigners } from "./load-signatures.ts";
import { keys, signedInAdvance } from "./people.ts";
import { postcodeOf, SEATS, signingForm } from "./requests.ts";
import { DEMAND } from "./site.ts";

/** What one person asks for. */
export interface Asked {
  path: string;
  /** Of a post. */
  body?: string;
  /** The address that a proxy gives for them; this machine's own unless told. */
  address?: string;
}

export interface Page {
  name: string;
  status: number;
  /** @param number another one each time; @param turn of a run of requests */
  ask: (number: number, turn: number) => Asked;
  /** Answers so only to who has asked too often: then each turn asks in vain first, of a network of its own. */
  isLimited?: true;
}

/** Finds nothing, and is another word each time. */
export const strange = (number: number): string => `q${number.toString(36)}x`;

/** Finds every place, and is spelt in another way each time: accents do not count. */
export const everywhere = (number: number): string =>
  encodeURIComponent(
    `Place${[...number.toString(2)].map((bit) => (bit === "1" ? "\u0301" : "\u0300")).join("")}`,
  );

export const SIGN = `/demands/${DEMAND.slug}/sign`;
/** In no table of postcodes, though it could be one. */
export const UNKNOWN_POSTCODE = "ZE1 0AA";
/** As long as a real one. */
export const FORGED = "A".repeat(43);

/** @param letter a letter that was sent */
export async function publicPages(db: Db, letter: number): Promise<Page[]> {
  const [fresh] = await signedInAdvance(db)(1);
  const [signer] = knownSigners();
  const page = (name: string, path: string | ((number: number) => string), status = 200): Page => ({
    name,
    status,
    ask: (number) => ({ path: typeof path === "string" ? path : path(number) }),
  });
  return [
    page("/", "/"),
    page("/?q=…", (number) => `/?q=${strange(number)}`),
    page("a demand", `/demands/${DEMAND.slug}`),
    page("/demands/:slug/sign", SIGN),
    page("check your inbox", `/demands/${DEMAND.slug}/check-your-inbox`),
    page("signed", `/demands/${DEMAND.slug}/signed`),
    page("/constituencies", "/constituencies"),
    page("/constituencies?q=…, all found", (number) => `/constituencies?q=${everywhere(number)}`),
    page("/constituencies?q=…, none found", (number) => `/constituencies?q=${strange(number)}`),
    page("a constituency", "/constituencies/E14000001"),
    page("/members", "/members"),
    page("/members?q=…, all found", (number) => `/members?q=${everywhere(number)}`),
    page("/members?q=…, none found", (number) => `/members?q=${strange(number)}`),
    page("a member", "/members/1"),
    page("/letters", "/letters"),
    page("a letter", `/letters/${letter}`),
    page("a letter to one", `/letters/${letter}?constituency=E14000001`),
    page("about", "/about"),
    page("privacy", "/privacy"),
    page("accessibility", "/accessibility"),
    page("404", (number) => `/nothing/${strange(number)}`, 404),
    page("404 of a demand", (number) => `/demands/${strange(number)}`, 404),
    page("/petitions.json", "/petitions.json"),
    page("/petitions.json?q=…", (number) => `/petitions.json?q=${strange(number)}`),
    page("/petitions.csv", "/petitions.csv"),
    page("a petition, JSON", `/petitions/${DEMAND.id}.json`),
    page("a petition, CSV", `/petitions/${DEMAND.id}.csv`),
    page("a count", `/petitions/${DEMAND.id}/count.json`),
    page("/trending.json", "/trending.json"),
    page("/constituencies.json", "/constituencies.json"),
    page("/demands.atom", "/demands.atom"),
    page("/robots.txt", "/robots.txt"),
    page("a postcode", (number) => {
      return `/postcodes/${postcodeOf(number % SEATS).replace(" ", "")}.json`;
    }),
    page("a fresh link to confirm", `/confirm/${fresh}`),
    page("a forged link to confirm", `/confirm/${FORGED}`, 404),
    page("a link to manage", `/manage/${linkToken(keys, "manage", signer!)}`),
    page("sign-in", "/organise/sign-in"),
    page("organisers' page, signed out", "/organise", 303),
    {
      name: "422 of the form",
      status: 422,
      ask: (number) => ({ path: SIGN, body: `name=&email=${strange(number)}&country=GB&website=` }),
    },
    {
      name: "422 with the choice of constituency",
      status: 422,
      ask: (number) => ({ path: SIGN, body: signingForm(number, UNKNOWN_POSTCODE) }),
    },
    {
      name: "429 of the form",
      status: 429,
      isLimited: true,
      ask: (number, turn) => ({
        path: SIGN,
        body: signingForm(number),
        address: `198.18.${turn % 256}.1`,
      }),
    },
  ];
}
