/** Single flight: what is the same for all who ask at one moment is done once. */

/**
 * @param keyOf the same for items that `take` may do once for all
 * @returns takes an item, or shares the outcome of the same one while that is under way
 */
export function singleFlight<Item, Outcome>(
  keyOf: (item: Item) => string,
  take: (item: Item) => Promise<Outcome>,
): (item: Item) => Promise<Outcome> {
  const underWay = new Map<string, Promise<Outcome>>();
  return (item) => {
    const key = keyOf(item);
    const same = underWay.get(key);
    if (same) return same;
    const outcome = take(item).finally(() => underWay.delete(key));
    underWay.set(key, outcome);
    return outcome;
  };
}
