/** A bulk work as its page and the list tell it. */
import type { RequestContext } from "../../context.server.ts";
import { canUndo, isAtWork } from "../../review/bulk/bulk.ts";
import type { Bulk } from "../../review/bulk/get-bulk.server.ts";
import { SLICES } from "../../review/bulk/find-set.server.ts";
import { nameConditions, placesOf, titlesOf } from "./names.server.ts";
import type { ToldBulk, ToldSeen } from "./told.ts";

type Context = Pick<RequestContext, "db" | "keys" | "clock">;

/** Null: a line was crossed, and the site did it by itself. */
const whoIs = (id: number | null, addresses: ReadonlyMap<number, string>): string =>
  id === null ? "the site, by itself" : (addresses.get(id) ?? "somebody who was removed");

export async function toldBulk(
  context: Context,
  bulk: Bulk,
  addresses: ReadonlyMap<number, string>,
): Promise<ToldBulk> {
  const { id, version, deed, state, reason, number, done, changed, restored } = bulk;
  return {
    ...{ id, version, deed, state, reason, number, done, changed, restored },
    isAtWork: isAtWork(state),
    canUndo: canUndo({ ...bulk, finishedAt: bulk.finished_at }, context.clock()),
    of: await nameConditions(context, bulk.conditions, number),
    progress: progressOf(bulk),
    who: whoIs(bulk.organiser_id, addresses),
    undoneBy: bulk.undone_by === null ? null : whoIs(bulk.undone_by, addresses),
    at: bulk.begun_at ?? bulk.created_at,
    finishedAt: bulk.finished_at,
    undoneAt: bulk.undone_at,
  };
}

function progressOf({ state, number, done, undone }: Bulk): ToldBulk["progress"] {
  if (state === "finding") return { done, all: SLICES };
  if (state === "running") return { done, all: number ?? 0 };
  return state === "undoing" ? { done: undone, all: done } : null;
}

/** What its set held, with names. */
export async function toldSeen(context: Context, { seen }: Bulk): Promise<ToldSeen | null> {
  if (!seen) return null;
  const titles = await titlesOf(
    context,
    seen.demands.map(({ demand }) => demand),
  );
  const names = await placesOf(
    context,
    seen.places.map(({ place }) => place),
  );
  return {
    demands: seen.demands.map(({ demand, counted, held }) => ({
      ...{ counted, held, name: titles.get(demand) ?? `Demand ${demand}` },
    })),
    places: seen.places.map(({ place, counted, held }) => ({
      ...{ counted, held, name: names.get(place) ?? place },
    })),
    otherPlaces: seen.otherPlaces,
    others: seen.others,
  };
}
