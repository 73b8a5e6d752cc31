/** The settings as forms: what may be typed, what is wrong with anything else, how they are shown side by side. */
import { address as oneAddress } from "#emails/sender.ts";

import { checked, type ProblemsIn, readForm, text, type TypedIn } from "../pages/read-form.ts";
import { formWords } from "../words/organise-forms.ts";
import { settingsWords as words } from "../words/organise/settings.ts";
import type { Campaign } from "./campaign.ts";

/** The same bounds that the variables of the environment have. */
const MOST = { name: 80, address: 200, telephone: 40, sender: 80, email: 254 };

const name = (empty?: string) =>
  text(MOST.name, {
    ...(empty !== undefined && { empty }),
    long: words.long(MOST.name),
    odd: words.odd,
  });

const telephone = checked(
  text(MOST.telephone, { long: words.telephone, odd: words.telephone }),
  (typed) => (typed === "" || /^\+?[\d ()./-]{5,}$/.test(typed) ? undefined : words.telephone),
);

/** Who the campaign is: what mails and pages show. */
const aboutForm = {
  name_en: name(words.nameEmpty),
  name_uk: name(),
  name_kk: name(),
  name_ru: name(),
  address: text(MOST.address, {
    empty: words.addressEmpty,
    long: words.long(MOST.address),
    odd: words.odd,
  }),
  sender: name(),
  telephone,
};

/** Where answers go: whoever changes it redirects mail. */
const replyForm = {
  email: checked(
    text(MOST.email, {
      empty: formWords.email,
      long: formWords.email,
      odd: formWords.email,
    }),
    (typed) => (oneAddress.test(typed) ? undefined : formWords.email),
  ),
};

export type TypedAbout = TypedIn<typeof aboutForm>;
export type TypedReply = TypedIn<typeof replyForm>;
export type AboutProblems = ProblemsIn<typeof aboutForm, string>;
export type ReplyProblems = ProblemsIn<typeof replyForm, string>;
type Values = Omit<Campaign, "version">;

const given = (typed: string) => (typed === "" ? undefined : typed);

/** @returns what is to be kept, or what is wrong; and what was typed */
export function readAbout(fields: URLSearchParams): {
  typed: TypedAbout;
  problems: AboutProblems;
  about: Omit<Values, "email"> | undefined;
} {
  const { typed, problems, values } = readForm(fields, aboutForm, formWords.repeated);
  if (!values) return { typed, problems, about: undefined };
  const { name_en, name_uk, name_kk, name_ru, address, sender, telephone } = values;
  const names = {
    en: name_en,
    ...(name_uk && { uk: name_uk }),
    ...(name_kk && { kk: name_kk }),
    ...(name_ru && { ru: name_ru }),
  };
  const about = { names, address, sender: given(sender), telephone: given(telephone) };
  return { typed, problems, about };
}

export function readReply(fields: URLSearchParams): {
  typed: TypedReply;
  problems: ReplyProblems;
  reply: Pick<Values, "email"> | undefined;
} {
  const { typed, problems, values } = readForm(fields, replyForm, formWords.repeated);
  return { typed, problems, reply: values };
}

/** The forms as they are before anybody types. */
export const typedAbout = ({ names, address, sender, telephone }: Values): TypedAbout => ({
  name_en: names.en ?? "",
  name_uk: names.uk ?? "",
  name_kk: names.kk ?? "",
  name_ru: names.ru ?? "",
  address: address ?? "",
  sender: sender ?? "",
  telephone: telephone ?? "",
});
export const typedReply = ({ email }: Values): TypedReply => ({ email: email ?? "" });

/** What a form holds, a line a field, to be compared. */
export const linesOfForm = (typed: TypedAbout | TypedReply): { label: string; text: string }[] =>
  Object.entries(typed).map(([field, value]) => ({
    label: words.labels[field as keyof typeof words.labels],
    text: value,
  }));
