/** People who do not exist and sign: who, from where, when, and which demands. */
import type { LocaleCode } from "#db/schema.ts";

import { chanceFrom, oneOf, weighed } from "./chance.ts";
import { momentsBefore } from "./curve.ts";
import { liveliness } from "./lively.ts";
import { namesIn } from "./names.ts";
import type { Place } from "./places.server.ts";

const PEOPLE = 4_000;

/** How likely each demand is signed, by its slug. */
const appeal: Readonly<Record<string, number>> = {
  "free-the-prisoners": 0.88,
  "withdraw-the-troops": 0.46,
  "confiscate-the-properties": 0.41,
  "condemn-the-crackdown": 0.27,
  "russian-troops-out": 0.19,
};

const languages = [
  ["en", 64],
  ["uk", 15],
  ["ru", 12],
  ["kk", 9],
] as const satisfies [LocaleCode, number][];

/** Of a hundred who sign, so many live abroad. */
const ABROAD = 7;
const abroad = "UA UA UA KZ KZ DE DE PL US FR GE KG CA CZ".split(" ");
const labels = [null, null, null, null, null, "leaflet", "rally"] as const;

export interface SampleSigner {
  name: string;
  /** Where mail ends by design (RFC 2606). */
  address: string;
  locale: LocaleCode;
  place: string;
  source: string | null;
  slugs: string[];
  consentedAt: Date;
  confirmedAt: Date;
}

export function inventSigners(places: readonly Place[], now: Date): SampleSigner[] {
  const chance = chanceFrom(2);
  const drawLocale = weighed(chance, languages);
  const drawPlace = weighed(
    chance,
    places.map((place) => [place.code, liveliness(place) * (0.6 + 0.8 * chance())]),
  );
  const drawMoment = momentsBefore(now, chance);
  const names = { en: namesIn("en"), uk: namesIn("uk"), kk: namesIn("kk"), ru: namesIn("ru") };
  return Array.from({ length: PEOPLE }, (_, number) => {
    const locale = drawLocale();
    const wanted = Object.keys(appeal).filter((slug) => chance() < appeal[slug]!);
    const confirmedAt = drawMoment();
    return {
      locale,
      name: oneOf(chance, names[locale]),
      address: `sample-person-${number + 1}@example.org`,
      place: chance() * 100 < ABROAD ? oneOf(chance, abroad) : drawPlace(),
      source: oneOf(chance, labels),
      slugs: wanted.length > 0 ? wanted : ["free-the-prisoners"],
      consentedAt: new Date(confirmedAt.getTime() - 60_000 - Math.floor(chance() * 600_000)),
      confirmedAt,
    };
  });
}
