/** Which petitions a program gets that asks for a list, and the links of its pages. */
import type { Demand } from "./demand.ts";

/** So many petitions are on a page, and no more can be asked for. */
const PAGE = 50;

/** What the states of petition.parliament.uk mean of a demand. Some no demand can have. */
const states: Readonly<Record<string, (demand: Demand, isAnswered: boolean) => boolean>> = {
  all: () => true,
  open: ({ state }) => state === "open",
  recent: ({ state }) => state === "open",
  closed: ({ state }) => state === "closed",
  rejected: () => false,
  awaiting_response: (demand, isAnswered) =>
    demand.responseThresholdReachedAt !== null && !isAnswered,
  with_response: (_, isAnswered) => isAnswered,
  awaiting_debate: (demand) => demand.debateThresholdReachedAt !== null,
  debated: () => false,
  not_debated: () => false,
};

/** Newest first. */
const byOpening = (one: Demand, other: Demand) =>
  Number(other.openedAt ?? 0) - Number(one.openedAt ?? 0) || other.id - one.id;

/**
 * @param demands most signed first
 * @param asked.state a state that nobody knows is one that no demand has
 * @param isAnswered whether the addressee has answered a demand
 */
export function selectPetitions(
  demands: readonly Demand[],
  asked: URLSearchParams,
  isAnswered: (demand: Demand) => boolean,
): Demand[] {
  const state = asked.get("state") || "all";
  const isInState = Object.hasOwn(states, state) ? states[state]! : () => false;
  const topic = asked.get("topic");
  const found = demands.filter(
    (demand) => isInState(demand, isAnswered(demand)) && (!topic || demand.topics.includes(topic)),
  );
  return state === "recent" ? found.toSorted(byOpening) : found;
}

/**
 * One page of a list. `links.last` always names its page: programs read the number of pages there.
 * @param url of the list, without its query
 * @param asked the parameters that were asked for, in the spelling of the table of paths
 */
export function pageOfList<Item>(items: readonly Item[], url: string, asked: URLSearchParams) {
  const page = Number(asked.get("page") || 1);
  const size = Number(asked.get("count") || PAGE);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number?: number) => {
    const query = new URLSearchParams(asked);
    query.delete("page");
    if (number !== undefined) query.set("page", String(number));
    query.sort();
    return query.size > 0 ? `${url}?${query}` : url;
  };
  const orFirst = (number: number) => link(number > 1 ? number : undefined);
  return {
    links: {
      self: link(asked.has("page") ? page : undefined),
      first: link(),
      last: link(last),
      next: page < last ? link(page + 1) : null,
      prev: page > 1 ? orFirst(Math.min(page - 1, last)) : null,
    },
    data: items.slice((page - 1) * size, page * size),
  };
}
