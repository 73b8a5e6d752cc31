/** Names by the English one, in every other language. */
import type { LocaleCode } from "#db/schema.ts";

type Translated = Exclude<LocaleCode, "en">;
export type KnownNames = Readonly<Record<string, Readonly<Record<Translated, string>>>>;
