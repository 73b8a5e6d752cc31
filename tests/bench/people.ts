/** Signers without a site: what their form becomes, and crowds that have signed in advance. */
import { parseKeyRing } from "#app/config.server.ts";
import { deriveKeys, linkToken } from "#app/keys.server.ts";
import { type NewSigning, prepareSigning, storeSignings } from "#app/signatures/sign.server.ts";
import { readSigningForm, type Wish } from "#app/signatures/signing-form.ts";
import type { Db } from "#db/connection.ts";
import { uuidBytes } from "#db/uuid.ts";

import { APP_KEYS } from "../support/server.ts";
import { addressOf, postcodeOf, SEATS } from "./requests.ts";
import { DEMAND } from "./site.ts";
import { insist } from "./tools.ts";

/** Those of the sites under test. */
export const keys = deriveKeys(parseKeyRing(APP_KEYS)!);

/** Reads, checks and seals a posted form as the site does; undefined when something is wrong in it. */
export function readPosted(slug: string, body: string): NewSigning | undefined {
  const form = readSigningForm(new URLSearchParams(body), slug, "en");
  if (form.result !== "wish") return undefined;
  return prepareSigning(keys, form.wish, new Date());
}

/** What the form of `requests.ts` says. */
const wishOf = (person: number): Wish => ({
  slugs: [DEMAND.slug],
  person: {
    name: `Person Number ${person}`,
    address: addressOf(person),
    postcode: postcodeOf(person % SEATS).replace(" ", ""),
  },
  place: null,
  locale: "en",
  updates: false,
});

/** Nobody of those who sign over HTTP. */
const FIRST_PERSON = 10_000_000;

/** @returns a function that signs for so many more people, and gives the token of each one's link */
export function signedInAdvance(db: Db): (count: number) => Promise<string[]> {
  let signed = 0;
  return async (count) => {
    const tokens = await signInAdvance(db, FIRST_PERSON + signed, count);
    signed += count;
    return tokens;
  };
}

/** @param first number of the first person */
async function signInAdvance(db: Db, first: number, count: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let done = 0; done < count; done += 500) {
    const now = new Date();
    const people = Array.from({ length: Math.min(500, count - done) }, (_, index) =>
      prepareSigning(keys, wishOf(first + done + index), now),
    );
    const outcomes = await storeSignings(db, people);
    insist(
      outcomes.every((outcome) => outcome === "taken"),
      "somebody could not sign in advance",
    );
    tokens.push(...people.map(({ id }) => linkToken(keys, "confirm", uuidBytes(id))));
  }
  return tokens;
}
