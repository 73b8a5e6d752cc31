/** Every version of a demand's words, in a language. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { LocaleCode } from "#db/schema.ts";

export interface TextVersion {
  version: number;
  locale: LocaleCode;
  title: string;
  summary: string;
  body: string;
  addressee: string;
  /** When its English was written. */
  since: Date;
}

/** @returns newest first, each in English and, where it is there, in that language */
export async function listTexts(
  db: Db,
  demandId: number,
  locale: LocaleCode,
): Promise<{ english: TextVersion; own: TextVersion | undefined }[]> {
  const query = db
    .selectFrom("demand_text")
    .select(["version", "locale", "title", "summary", "body", "addressee", "created_at as since"])
    .where("demand_id", "=", demandId)
    .where(sql<boolean>`locale in (${locale}, 'en')`)
    .orderBy("version", "desc");
  const rows = await named("texts-of-a-demand", query).execute(db);
  return rows
    .filter((row) => row.locale === "en")
    .map((english) => ({
      english,
      own: rows.find((row) => row.version === english.version && row.locale === locale),
    }));
}
