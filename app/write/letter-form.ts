/** The form in which somebody writes to their own member. */
import * as f from "../pages/read-form.ts";
import { readPostcode } from "../places/postcode.ts";
import { readName } from "../signatures/name.ts";

const ADDRESS_MAX = 300;
const ASK_MAX = 500;
export const WHY_MAX = 4_000;

const form = {
  name: f.parsed(readName),
  address: f.checked(
    f.plain(ADDRESS_MAX, {
      empty: "address-missing",
      long: "address-long",
      odd: "text-odd",
    }),
    // a house and a street, a town
    (address) =>
      address.split(/[\n,]/).filter((line) => line.trim()).length < 2 ? "address-part" : undefined,
  ),
  postcode: f.parsed((typed) => {
    const code = readPostcode(typed);
    return code ? { code } : { problem: "postcode-needed" as const };
  }),
  demand: f.text(200, { empty: "demand-choose", long: "demand-choose", odd: "demand-choose" }),
  ask: f.plain(ASK_MAX, { empty: "ask-missing", long: "ask-long", odd: "text-odd" }),
  why: f.plain(WHY_MAX, { empty: "why-missing", long: "why-long", odd: "text-odd" }),
};

export type TypedLetter = f.TypedIn<typeof form>;
/** What only the database tells. */
export type KeptFrom = "postcode-elsewhere" | "demand-lately" | "often" | "hasty";
export type LetterProblems = Partial<Record<keyof typeof form, string>>;

export interface Written {
  name: string;
  address: string;
  postcode: string;
  /** A slug. */
  demand: string;
  ask: string;
  why: string;
}

export function readLetter(fields: URLSearchParams): {
  typed: TypedLetter;
  problems: LetterProblems;
  written: Written | undefined;
} {
  const { typed, problems, values } = f.readForm(fields, form, "repeated");
  const written = values && {
    ...values,
    name: values.name.name,
    postcode: values.postcode.code,
  };
  return { typed, problems, written };
}
