/** The mail's lines in every language. */
import type { LocaleCode } from "#db/schema.ts";

import { mailEn, type MailWords } from "./mail.en.ts";
import { mailKk } from "./mail.kk.ts";
import { mailRu } from "./mail.ru.ts";
import { mailUk } from "./mail.uk.ts";

export const mailWords: Record<LocaleCode, MailWords> = {
  en: mailEn,
  uk: mailUk,
  kk: mailKk,
  ru: mailRu,
};
