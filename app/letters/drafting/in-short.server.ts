/** What was seen of a letter in so few words that a form can carry it, to say later what is otherwise. */
import { versionOf } from "#db/version-of.ts";

import { absent, type Difference } from "./differences.ts";
import type { Seen } from "./seen.server.ts";
import type { Part } from "./seen.ts";

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
    return [{ what: one.what, was: isNew ? absent : null, is: one.value }];
  });
  const gone = before.size;
  if (gone > 0)
    found.push({ what: gone === 1 ? "One more" : `${gone} more`, was: "on the list", is: absent });
  return found;
}
