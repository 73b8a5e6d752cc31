/** What searches look through and constituencies are compared with, as of some seconds ago: there is no end of what can be asked. */
import type { Db } from "#db/connection.ts";
import { keptLook } from "#db/kept-look.ts";
import type { LocaleCode } from "#db/schema.ts";

import { listStancesTo, type StancesTo } from "../../answers/record/by-answer-to.server.ts";
import { readDemandRecord, type RecordRow } from "../../answers/record/demand-record.server.ts";
import type { Changes } from "../../host/changes.server.ts";
import { listAverageShares } from "../../members/average-shares.server.ts";
import { listPlaces, type PlaceCount } from "../../signatures/places.server.ts";
import { type ListedLetter, listLettersShown } from "../letters/public-list.server.ts";

export interface HeldLists {
  /** The letters that were sent, newest first. */
  letters: (locale: LocaleCode) => Promise<ListedLetter[]>;
  /** A demand's places with enough signatures to be shown, most first. */
  places: (demandId: number) => Promise<PlaceCount[]>;
  /** What all who sit now say of a demand. */
  record: (demandId: number) => Promise<RecordRow[]>;
  /** The answers to a demand alone, by member. */
  stances: (demandId: number) => Promise<StancesTo>;
  /** By demand: of the average constituency, of 1. */
  averages: () => Promise<Map<number, number>>;
}

/** So long in milliseconds what was read stands. */
const KEPT = 10_000;

/** @param changes what an organiser does is seen at once; signatures are not waited for */
export function holdLists(db: Db, clock: () => Date, changes: Pick<Changes, "onMade">): HeldLists {
  let version = 0;
  changes.onMade((slugs) => {
    if (!slugs) version += 1;
  });
  function hold<Item, Value>(read: (item: Item) => Promise<Value>) {
    const look = keptLook(clock, KEPT, (item: Item) => `${version} ${String(item)}`, read);
    return async (item: Item) => (await look(item)).value;
  }
  return {
    letters: hold((locale: LocaleCode) => listLettersShown(db, locale)),
    places: hold((demandId: number) => listPlaces(db, demandId)),
    record: hold((demandId: number) => readDemandRecord(db, demandId)),
    stances: hold((demandId: number) => listStancesTo(db, demandId)),
    averages: hold((_: void) => listAverageShares(db)),
  };
}
