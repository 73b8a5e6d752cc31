/** Chooses the words for a language. */
import type { LocaleCode } from "#db/schema.ts";

import { en, type Words } from "./en.ts";
import { kk } from "./kk.ts";
import { type Prose, proseEn } from "./prose.en.ts";
import { proseKk } from "./prose.kk.ts";
import { proseRu } from "./prose.ru.ts";
import { proseUk } from "./prose.uk.ts";
import { ru } from "./ru.ts";
import { glueAll } from "./typography/typeset.ts";
import { uk } from "./uk.ts";

const all: Record<LocaleCode, Words> = {
  en,
  uk: glueAll(uk),
  kk: glueAll(kk),
  ru: glueAll(ru),
};
const prose: Record<LocaleCode, Prose> = { en: proseEn, uk: proseUk, kk: proseKk, ru: proseRu };

export const wordsFor = (locale: LocaleCode): Words => all[locale];
export const proseFor = (locale: LocaleCode): Prose => prose[locale];
