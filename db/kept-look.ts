/** What is dear to look at is looked at once for all who ask within some seconds. */
import { singleFlight } from "./single-flight.ts";

export interface Dated<Value> {
  /** When it was looked at. */
  at: Date;
  value: Value;
}

/** More different ones than that are not kept at a time. */
const MOST = 100;

/**
 * @param keptFor in milliseconds
 * @param keyOf the same for items that one look is enough for
 */
export function keptLook<Item, Value>(
  clock: () => Date,
  keptFor: number,
  keyOf: (item: Item) => string,
  look: (item: Item, now: Date) => Promise<Value>,
): (item: Item) => Promise<Dated<Value>> {
  const kept = new Map<string, { dated: Dated<Value>; until: number }>();
  const lookOnce = singleFlight(keyOf, async (item: Item) => {
    const at = clock();
    const dated = { at, value: await look(item, at) };
    if (kept.size >= MOST) kept.clear();
    // from its end on: one that takes longer than it stands would else be begun anew at once
    kept.set(keyOf(item), { dated, until: clock().getTime() + keptFor });
    return dated;
  });
  return async (item) => {
    const known = kept.get(keyOf(item));
    return known && clock().getTime() < known.until ? known.dated : lookOnce(item);
  };
}
