/** The list of letters that a query asks for. */
import type { Db } from "#db/connection.ts";

import { listDemands } from "../../demands/get-demand.server.ts";
import { countCopiesOf } from "../../letters/copies.server.ts";
import { progressOf } from "../../letters/copy-life.ts";
import { describeAudience } from "../../letters/audience.ts";
import type { Letter } from "../../letters/letter.ts";
import {
  findLetters,
  type LetterFilter,
  letterStates,
} from "../../letters/steering/list-letters.server.ts";
import { isStorable } from "../../words/storable.ts";
import { finder, readSearch } from "../../words/typed/search.ts";

/** As the query has them, in one spelling; "" for any. */
export interface AskedLetters {
  q: string;
  state: string;
  demand: string;
  from: string;
  to: string;
}

/** A day that exists; "" for what is none. */
function readDay(typed: string): string {
  const time = /^[12]\d{3}-\d\d-\d\d$/.test(typed) ? Date.parse(typed) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(typed) ? typed : "";
}

export function readAskedLetters(asked: URLSearchParams): AskedLetters {
  const get = (name: string) => asked.get(name) ?? "";
  return {
    q: readSearch(get("q")),
    state: letterStates.find((state) => state === get("state")) ?? "",
    demand: /^[\w-]{1,100}$/.test(get("demand")) ? get("demand") : "",
    from: readDay(get("from")),
    to: readDay(get("to")),
  };
}

/** Those that hold the words, in their subject or their text, with the demands to choose from. */
export async function findAskedLetters(db: Db, asked: AskedLetters) {
  const { q, state, demand, from, to } = asked;
  const demands = await listDemands(db, "en");
  const chosen = demands.find(({ slug }) => slug === demand);
  const filter: LetterFilter = {
    state: letterStates.find((one) => one === state),
    demand: chosen?.id,
    from: from || undefined,
    to: to || undefined,
  };
  const finds = finder(q);
  const letters = isStorable(q) ? await findLetters(db, filter) : [];
  return {
    letters: letters.filter(({ subject, body }) => finds(subject, body)),
    demands: demands.map(({ slug, title }) => ({ slug, title })),
  };
}

/** Each with how many of its copies have left. */
export async function describeLetters(db: Db, letters: readonly Letter[]) {
  const counts = await countCopiesOf(
    db,
    letters.map(({ id }) => id),
  );
  return letters.map((letter) => {
    const { id, subject, state, rehearsal, audience, createdAt, countedAt, sendAt } = letter;
    const { left, all } = progressOf(counts.get(id)!);
    const whom = describeAudience(audience);
    return { id, subject, state, rehearsal, whom, createdAt, countedAt, sendAt, left, all };
  });
}
