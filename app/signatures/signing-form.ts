/** The signing form: its fields, what can be wrong with each, and the wish that a right one expresses. */
import type { LocaleCode } from "#db/schema.ts";

import { isSlug } from "../demands/demand.ts";
import * as f from "../pages/read-form.ts";
import { HOME, isCountry } from "../places/country.ts";
import { countryOfPostcode, readPostcode } from "../places/postcode.ts";
import { postcodeProblem } from "../places/wrong-postcode.ts";
import { readAddress } from "./address.ts";
import { withoutMarks } from "../words/typed/marks.ts";
import { readName } from "./name.ts";
import type { Person } from "./person.ts";
import { readLabel } from "../words/typed/label.ts";

/** The most that one signing holds. */
export const MOST_DEMANDS = 50;

/** The `intent` of who goes back to the postcode. */
export const CORRECT = "correct";

/**
 * A field that people do not see. Its name means nothing, so that no browser or password manager knows
 * what to fill it with; a program that fills in whatever it finds fills it.
 */
export const TRAP = "nothing";
/** Marks a form that asks whether a person sends it. */
export const ASKED = "asked";

/** Whether a program may have filled in the form: then one question is asked, and a tick answers it. */
const isDoubted = (fields: URLSearchParams) =>
  fields.has(ASKED) || fields.getAll(TRAP).some((typed) => typed !== "");

/**
 * Whoever lives abroad ticks a box and chooses the country. Where the box stands unticked beside a postcode, the country
 * says nothing, whatever was chosen before; a program that leaves the box as it is says the country alone.
 */
const saysAbroad = (fields: URLSearchParams) => fields.getAll("abroad").includes("yes");

export function keepHome(fields: URLSearchParams): void {
  const isUnticked = fields.has("abroad") && !saysAbroad(fields);
  if (isUnticked && withoutMarks(fields.get("postcode") ?? "") !== "") fields.set("country", HOME);
}

const isHome = (fields: URLSearchParams) =>
  !saysAbroad(fields) && (fields.get("country")?.trim() || HOME) === HOME;

const form = {
  name: f.parsed(readName),
  email: f.parsed(readAddress),
  postcode: f.parsed((typed, fields) => {
    if (!isHome(fields)) return { code: null };
    if (withoutMarks(typed) === "") return { problem: "postcode-missing" as const };
    const code = readPostcode(typed);
    return code ? { code } : { problem: postcodeProblem(typed) };
  }),
  constituency: f.parsed((typed, fields) => {
    const said = typed.trim();
    if (!isHome(fields)) return { said: "" };
    return /^(?:unknown|[A-Z]\d{8})?$/.test(said)
      ? { said }
      : { problem: "constituency-choose" as const };
  }),
  abroad: f.list(f.choice(["no", "yes"], "repeated"), { most: 2, problem: "repeated" }),
  country: f.parsed((typed, fields) => {
    const code = typed.trim();
    return isCountry(code) && (code !== HOME || isHome(fields))
      ? { code }
      : { problem: "country-unknown" as const };
  }, HOME),
  also: f.list(
    f.parsed((slug) => (isSlug(slug) ? { slug } : { problem: "demand-unknown" })),
    { most: MOST_DEMANDS - 1, many: "demand-many", problem: "demand-unknown" },
  ),
  consent: f.tick("consent-missing"),
  person: f.parsed((typed, fields) =>
    typed !== "yes" && isDoubted(fields) ? { problem: "person-tick" as const } : { typed },
  ),
  updates: f.tick(),
  // a program need not say it
  words: f.parsed((typed) => {
    const number = Number(/^[1-9]\d{0,8}$/.exec(typed.trim())?.[0]);
    return { version: Number.isNaN(number) ? undefined : number };
  }),
  from: f.parsed((typed) => ({ label: readLabel(typed) })),
};

export type TypedSigning = f.TypedIn<typeof form>;
type Problems = f.ProblemsIn<typeof form, "repeated">;
/** Of the form itself; the constituency is asked for on a page of its own. */
export type SigningProblems = Omit<Problems, "constituency" | "postcode"> & {
  postcode?: Problems["postcode"] | "postcode-unknown";
};
export type PlaceProblem = NonNullable<Problems["constituency"]>;

export const nothingTyped: TypedSigning = {
  name: "",
  email: "",
  abroad: [],
  country: HOME,
  postcode: "",
  constituency: "",
  also: [],
  consent: "",
  person: "",
  updates: "",
  words: "",
  from: "",
};

/** What somebody wants to sign, right in itself; places and demands are looked up next. */
export interface Wish {
  /** The demand whose form was sent, then the further ones; each once. */
  slugs: readonly string[];
  person: Person;
  /** GSS or country code, as far as the signer said it; the postcode table knows better. */
  place: string | null;
  locale: LocaleCode;
  updates: boolean;
  /** The version of the first demand's words that stood beside the form; undefined where it does not say. */
  words?: number | undefined;
  /** A label of the link that was followed to the form, where it has one. */
  source?: string | undefined;
}

export type SigningForm =
  | { result: "wish"; wish: Wish; typed: TypedSigning }
  | { result: "problems"; problems: SigningProblems; typed: TypedSigning }
  /** All is right but the constituency. */
  | { result: "no-place"; problem: PlaceProblem; typed: TypedSigning };

/** @param slug of the demand whose form was sent, as the path has it */
export function readSigningForm(
  fields: URLSearchParams,
  slug: string,
  locale: LocaleCode,
): SigningForm {
  const { typed, problems, values } = f.readForm(fields, form, "repeated");
  if (!isSlug(slug)) return { result: "problems", problems: { also: "demand-unknown" }, typed };
  if (fields.get("intent") === CORRECT) return toCorrect(typed, problems);
  if (!values) return refused(typed, problems);
  const { name, email, country, postcode, constituency, also, updates, words, from } = values;
  const wish: Wish = {
    slugs: [...new Set([slug, ...also.map((one) => one.slug)])],
    person: { name: name.name, address: email.address, postcode: postcode.code },
    place: statedPlace(country.code, postcode.code, constituency.said),
    locale,
    updates,
    words: words.version,
    source: from.label,
  };
  return { result: "wish", wish, typed };
}

/** Who was asked for a constituency, and corrects the postcode instead, gets the form with what was typed. */
function toCorrect(typed: TypedSigning, { constituency: _, ...problems }: Problems): SigningForm {
  return {
    result: "problems",
    problems: { ...problems, postcode: problems.postcode ?? "postcode-unknown" },
    typed: { ...typed, constituency: "" },
  };
}

function refused(typed: TypedSigning, { constituency, ...problems }: Problems): SigningForm {
  if (constituency === undefined) return { result: "problems", problems, typed };
  const without = { ...typed, constituency: "" };
  return Object.keys(problems).length > 0
    ? { result: "problems", problems, typed: without }
    : { result: "no-place", problem: constituency, typed: without };
}

/**
 * The constituency (GSS code) or country; null when only the postcode can tell. A postcode that lies
 * elsewhere says so itself, whatever country stands beside it; a BFPO number stands in no directory.
 */
function statedPlace(
  country: string,
  postcode: string | null,
  constituency: string,
): string | null {
  if (postcode === null) return country;
  const abroad = countryOfPostcode(postcode);
  if (abroad !== undefined) return abroad;
  if (constituency === "unknown") return HOME;
  if (constituency !== "") return constituency;
  return postcode.startsWith("BFPO") ? HOME : null;
}
