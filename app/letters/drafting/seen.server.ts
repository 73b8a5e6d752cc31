/** What there is to see of a letter at this moment, and its versions: of the text, and of all of it. */
import { versionOf } from "#db/version-of.ts";
import type { Db } from "#db/connection.ts";

import { listDemandsById } from "../../demands/get-demand.server.ts";
import type { Draft } from "../letter.ts";
import type { Recipient } from "../recipients.server.ts";
import { type Difference, type Part, partsOf } from "./seen.ts";

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

const ONE = 6;
const shortOf = ({ what, value }: Part) => versionOf([what, value]).slice(0, ONE);

/**
 * What was seen in short, for a form to carry: enough to say later what is otherwise. Nothing is
 * judged by it; that is what the version is for.
 */
export const inShort = ({ parts }: Seen): string =>
  parts.map((one) => `${one.key}.${shortOf(one)}`).join(" ");

/** @param short as the form carried it; "" where it did not */
export function differencesFrom(short: string, { parts }: Seen): Difference[] {
  if (short === "") return [];
  const before = new Map(short.split(" ").map((one) => one.split(".") as [string, string]));
  const found = parts.flatMap((one): Difference[] => {
    const was = before.get(one.key);
    before.delete(one.key);
    if (was === shortOf(one)) return [];
    const isNew = was === undefined;
    return [{ what: one.what, was: isNew ? "not on the list" : null, is: one.value }];
  });
  const gone = before.size;
  if (gone > 0)
    found.push({
      what: gone === 1 ? "One more" : `${gone} more`,
      was: "on the list",
      is: "not on it",
    });
  return found;
}
