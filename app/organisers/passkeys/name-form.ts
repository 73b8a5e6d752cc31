/** The form that names a passkey, and those that name which one they mean. */
import { id, readForm, text } from "../../pages/read-form.ts";
import { formWords } from "../../words/organise-forms.ts";
import { yourWords } from "../../words/organise/people.ts";

const LONGEST = 60;

const name = text(LONGEST, {
  empty: yourWords.nameEmpty,
  long: yourWords.nameLong(LONGEST),
  odd: yourWords.nameOdd,
});

export const readPasskeyName = (fields: URLSearchParams) =>
  readForm(fields, { name }, formWords.repeated);

/** The number of a passkey or a session. @returns undefined where it is none */
export const readNumber = (fields: URLSearchParams, field: "passkey" | "session") =>
  readForm(fields, { [field]: id("none") }, "twice").values?.[field];
