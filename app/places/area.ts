/** An area that sends a member: what a file of areas may say of one. */
import * as v from "valibot";

import { readWholeNumber } from "./whole-number.ts";

/** The only legislature the importers know so far; another is a row more. */
export const commons = {
  id: "uk-commons",
  name: "House of Commons",
  country: "GB",
  seats: 650,
  time_zone: "Europe/London",
} as const;

/** Since when there are the seats that areas have the codes of; the Members API's `startDate`. */
export const SEATS_SINCE = "2024-05-31";

/** Fewer seats than this in one answer mean a broken answer, not a smaller House. */
export const fewestSeats = 600;

/**
 * A GSS code: a letter for the country and eight digits; small letters and spaces are no other code.
 * Source: ONS, Register of Geographic Codes.
 */
export const gssCode = v.pipe(
  v.string(),
  v.transform((typed) => typed.replace(/\s+/g, "").toUpperCase()),
  v.regex(/^[ENSW]\d{8}$/, "must be a GSS code such as E14001063"),
);

/** A name without what sources write differently: accents, hyphens, "and" or "&", a leading "The". */
export const kindred = (name: string): string =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/^the\s+/, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** Text for people to read: white space collapsed, no control characters, no broken text. */
const text = v.pipe(
  v.string("is missing"),
  v.transform((typed) => typed.normalize("NFC").replace(/\s+/g, " ").trim()),
  v.maxLength(200, "is longer than 200 characters"),
  v.regex(/^[^\p{Cc}\p{Cs}\ufffd]*$/u, "has characters that are no text"),
);

export const words = v.pipe(text, v.nonEmpty("is empty"));

const wordsOrNone = v.pipe(
  text,
  v.transform((typed) => (typed === "" ? null : typed)),
);

const wholeOrNone = (smallest: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.rawTransform(({ dataset: { value: typed }, addIssue, NEVER }) => {
        if (typed === "") return null;
        const number = readWholeNumber(typed);
        if (number !== undefined && number >= smallest) return number;
        addIssue({ message: "must be a whole number or empty" });
        return NEVER;
      }),
    ),
  );
const count = wholeOrNone(0);
const cell = wholeOrNone(-Infinity);

/**
 * One row of a file of constituencies; `hex_q` and `hex_r` are its cell in the map (odd-r). A column
 * that the file does not have is undefined and says nothing; an empty cell is null and says "none".
 */
export const areaRow = v.object({
  code: gssCode,
  name: words,
  name_cy: v.optional(wordsOrNone),
  region_code: gssCode,
  region: words,
  country: words,
  electorate: count,
  parliament_id: count,
  hex_q: cell,
  hex_r: cell,
});

export type AreaRow = v.InferOutput<typeof areaRow>;

/** The columns' names in other sources: the ONS, the House of Commons Library, mySociety. */
export const areaColumnNames = {
  code: [
    "gss_code",
    "ons_code",
    "pcon_code",
    "pcon24cd",
    "constituency_code",
    "ONS ID",
    "PCON24 code",
    "area_code",
    "gss",
    "code (GSS)",
  ],
  name: ["constituency_name", "pcon_name", "pcon24nm", "constituency", "area_name"],
  name_cy: ["name_welsh", "welsh_name", "pcon24nmw"],
  region_code: ["ONS region ID", "rgn_code", "rgn24cd", "rgn_cd", "region (GSS)"],
  region: ["region_name", "rgn_name", "rgn24nm"],
  country: ["country_name", "ctry_name", "ctry24nm", "nation"],
  electorate: ["electors", "registered_electors", "electorate_2024", "electorate (July 2024)"],
  parliament_id: ["constituency_id", "members_api_id", "parliament constituency id"],
  hex_q: ["q"],
  hex_r: ["r"],
} as const satisfies Record<keyof AreaRow, readonly string[]>;
