/** What there is to see of a letter at this moment, and its versions: of the text, and of all of it. */
import { versionOf } from "#db/version-of.ts";
import type { Db } from "#db/connection.ts";

import { listDemandsById } from "../../demands/get-demand.server.ts";
import type { Draft } from "../letter.ts";
import type { Recipient } from "../recipients.server.ts";
import { type Part, partsOf } from "./seen.ts";

export interface Seen {
  /** The text's version and that of everything, as it travels with the forms that approve and send. */
  version: string;
  parts: Part[];
}

export const draftVersion = (letter: Draft): string => {
  const { subject, body, demandIds, audience, perHour, window } = letter;
  return versionOf({ subject, body, demandIds, audience, perHour, window });
};

/** The version of the text alone in the version of everything. */
export const textIn = (version: string): string => version.split(".")[0]!;

/** @param recipients all that the letter is for, those who are left out for now among them */
export async function seenOf(
  db: Db,
  letter: Draft,
  recipients: readonly Recipient[],
  rehearsal: boolean,
): Promise<Seen> {
  const demands = await listDemandsById(db, letter.demandIds, "en");
  const parts = partsOf(demands, recipients, rehearsal);
  const text = draftVersion(letter);
  return { version: `${text}.${versionOf({ text, parts })}`, parts };
}
