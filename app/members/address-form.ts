/** The form in which an organiser gives the address that a member's letters go to. */
import * as f from "../pages/read-form.ts";
import { readAddress } from "../signatures/address.ts";
import { formWords, memberWords } from "../words/organise-forms.ts";

const form = {
  email: f.parsed((typed) => {
    if (typed.trim() === "") return { address: undefined };
    const read = readAddress(typed);
    return "problem" in read ? { problem: formWords.email } : { address: read.address };
  }),
};

export type TypedAddress = f.TypedIn<typeof form>;
export type AddressProblems = f.ProblemsIn<typeof form, string>;

/** @returns no address where the imported one is to be used again */
export function readAddressForm(
  fields: URLSearchParams,
): { address: string | undefined } | { typed: TypedAddress; problems: AddressProblems } {
  const { typed, problems, values } = f.readForm(fields, form, formWords.repeated);
  return values ? values.email : { typed, problems };
}

/** Beside another organiser's. */
export const linesOfAddress = (own: string | undefined) => [
  { label: memberWords.address, text: own ?? memberWords.imported },
];
