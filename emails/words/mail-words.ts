/** The mail's lines in every language. */
import type { LocaleCode } from "#db/schema.ts";

import { en, type MailWords } from "./en.ts";
import { kk } from "./kk.ts";
import { ru } from "./ru.ts";
import { uk } from "./uk.ts";

export const mailWords: Record<LocaleCode, MailWords> = { en, uk, kk, ru };
