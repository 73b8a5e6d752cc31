/** The signing form: its fields, and what can be wrong with each. */
import * as v from "valibot";

import { HOME, isCountry } from "../places/country.ts";
import { readPostcode } from "../places/postcode.ts";
import { readAddress } from "./address.ts";
import { readName } from "./name.ts";

export const fieldNames = [
  "name",
  "email",
  "country",
  "postcode",
  "constituency",
  "also",
  "updates",
  "consent",
  "website",
] as const;
export type FieldName = (typeof fieldNames)[number];

export type Problem =
  | Extract<ReturnType<typeof readName>, { problem: unknown }>["problem"]
  | Extract<ReturnType<typeof readAddress>, { problem: unknown }>["problem"]
  | "country-unknown"
  | "postcode-missing"
  | "postcode-form"
  | "constituency-choose"
  | "consent-missing"
  | "demand-unknown"
  | "repeated";

export type Problems = Partial<Record<FieldName, Problem>>;

/** With the demand whose form it is that makes fifty, the most that one signing holds. */
const MOST_ALSO = 49;

/** What was typed, to be shown again. */
export interface Typed {
  name: string;
  email: string;
  country: string;
  postcode: string;
  constituency: string;
  also: string[];
  updates: boolean;
  consent: boolean;
}

export const nothingTyped: Typed = {
  name: "",
  email: "",
  country: HOME,
  postcode: "",
  constituency: "",
  also: [],
  updates: false,
  consent: false,
};

/** A form whose every field is right in itself; place and demands are looked up next. */
export interface FilledForm {
  name: string;
  email: { address: string; domain: string };
  country: string;
  /** Compact form; null abroad. */
  postcode: string | null;
  /** GSS code, "unknown" or "". */
  constituency: string;
  also: string[];
  updates: boolean;
}

export type ReadForm =
  | { result: "filled"; form: FilledForm; typed: Typed }
  /** A robot filled the field that people do not see. */
  | { result: "honeypot" }
  | { result: "problems"; problems: Problems; typed: Typed };

const text = v.pipe(
  v.string(),
  v.maxLength(1000),
  // Postgres refuses NUL and changes lone surrogates without a word
  v.check((value) => !value.includes("\0") && value.isWellFormed()),
);
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(100));
const gss = v.union([
  v.literal(""),
  v.literal("unknown"),
  v.pipe(v.string(), v.regex(/^[A-Z]\d{8}$/)),
]);

/** Reads the posted fields; a field that came twice is refused, not joined. */
export function readSigningForm(fields: URLSearchParams): ReadForm {
  const one = (name: FieldName) => fields.get(name) ?? "";
  const typed: Typed = {
    name: one("name"),
    email: one("email"),
    country: one("country").trim() || HOME,
    postcode: one("postcode"),
    constituency: one("constituency").trim(),
    also: fields.getAll("also").slice(0, MOST_ALSO),
    updates: one("updates") === "yes",
    consent: one("consent") === "yes",
  };
  if (one("website") !== "") return { result: "honeypot" };

  const problems: Problems = {};
  for (const name of fieldNames) {
    if (name !== "also" && fields.getAll(name).length > 1) problems[name] = "repeated";
  }
  const name = v.is(text, typed.name)
    ? readName(typed.name)
    : { problem: "name-characters" as const };
  if ("problem" in name) problems.name ??= name.problem;
  const email = readAddress(typed.email);
  if ("problem" in email) problems.email ??= email.problem;
  if (!isCountry(typed.country)) problems.country ??= "country-unknown";
  let postcode: string | null = null;
  if (typed.country === HOME) {
    postcode = readPostcode(typed.postcode) ?? null;
    if (typed.postcode.trim() === "") problems.postcode ??= "postcode-missing";
    else if (postcode === null) problems.postcode ??= "postcode-form";
    if (!v.is(gss, typed.constituency)) problems.constituency ??= "constituency-choose";
  }
  if (!typed.also.every((also) => v.is(slug, also))) problems.also ??= "demand-unknown";
  if (!typed.consent) problems.consent ??= "consent-missing";

  if ("problem" in name || "problem" in email || Object.keys(problems).length > 0) {
    return { result: "problems", problems, typed };
  }
  return {
    result: "filled",
    typed,
    form: {
      name: name.name,
      email,
      country: typed.country,
      postcode,
      constituency: typed.country === HOME ? typed.constituency : "",
      also: [...new Set(typed.also)],
      updates: typed.updates,
    },
  };
}
