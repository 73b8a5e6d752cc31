/** The form that invites somebody, and the one that gives a role. */
import { choice, type ProblemsIn, parsed, readForm, type TypedIn } from "../../pages/read-form.ts";
import { readAddress } from "../../signatures/address.ts";
import { formWords } from "../../words/organise-forms.ts";
import { peopleWords } from "../../words/organise/people.ts";
import { roles } from "../organiser.ts";

const address = parsed((typed) => {
  const read = readAddress(typed);
  return "problem" in read ? { problem: formWords.email } : read;
});
const role = choice(roles, peopleWords.roleMissing);

const invitation = { email: address, role };
export type TypedInvitation = Partial<TypedIn<typeof invitation>>;
export type InvitationProblems = ProblemsIn<typeof invitation, string>;

export const readInvitationForm = (fields: URLSearchParams) =>
  readForm(fields, invitation, formWords.repeated);

export const readRoleForm = (fields: URLSearchParams) =>
  readForm(fields, { role }, formWords.repeated);

/** The address of whoever goes, typed to confirm it. */
export const readFarewell = (fields: URLSearchParams) =>
  readForm(
    fields,
    {
      address: parsed((typed) => {
        const read = readAddress(typed);
        return "problem" in read ? { problem: peopleWords.typed } : read;
      }),
    },
    formWords.repeated,
  );
