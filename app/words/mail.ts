/** The mail's lines in every language. */
import type { LocaleCode } from "#db/schema.ts";

import { en, type MailWords } from "./mail.en.ts";
import { kk } from "./mail.kk.ts";
import { ru } from "./mail.ru.ts";
import { uk } from "./mail.uk.ts";

export const mailWords: Record<LocaleCode, MailWords> = { en, uk, kk, ru };
