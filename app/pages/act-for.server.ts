/** An organiser's deed from a page: done, written down, and told to those who keep pages. */
import type { Transaction } from "kysely";

import type { Database } from "#db/schema.ts";

import type { RequestContext } from "../context.server.ts";
import { act } from "../organisers/audit.server.ts";
import type { Deed } from "../words/deed.ts";

export async function actFor<D extends Deed>(
  { db, changes }: Pick<RequestContext, "db" | "changes">,
  organiser: { id: number },
  now: Date,
  deed: (tx: Transaction<Database>) => Promise<D>,
): Promise<D> {
  const done = await act(db, organiser.id, now, deed);
  if (done.changed) changes.made();
  return done;
}
