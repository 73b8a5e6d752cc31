/** Reads the sitting members and their addresses from the Members API of the UK Parliament. */
import * as v from "valibot";

import { words } from "../places/area.ts";
import { type Holder, readMemberEmail, type ListedSeat } from "../members/member.ts";
import {
  type Ask,
  gentle,
  NoAnswer,
  type Pace,
  politeFetch,
  twoAtOnce,
} from "./polite-fetch.server.ts";
import type { Unmatched } from "./unknown-seats.ts";

export const membersApi = "https://members-api.parliament.uk";

/** The most that the API gives in one answer. */
const pageSize = 20;
const houseOfCommons = 1;
const parliamentaryOffice = 1;

/** Whether a calendar has it, and a column of ours takes it. */
function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return text > "0001" && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** As large as its column. */
const id = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
const day = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d(T|$)/, "must be a date"),
  v.transform((text) => text.slice(0, 10)),
  v.check(isDay, "must be a date"),
);

const searchAnswer = v.object({
  items: v.array(
    v.object({
      value: v.object({
        id,
        nameDisplayAs: words,
        nameFullTitle: v.nullish(words),
        latestParty: v.nullish(v.object({ name: words })),
        latestHouseMembership: v.object({
          membershipFromId: v.nullish(id),
          house: v.number(),
          membershipStartDate: v.nullish(day),
          membershipEndDate: v.nullish(v.string()),
        }),
      }),
    }),
  ),
  totalResults: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const contactAnswer = v.object({
  value: v.nullish(
    v.array(v.object({ typeId: v.nullish(v.number()), email: v.nullish(v.string()) })),
  ),
});

type ListedMember = v.InferOutput<typeof searchAnswer>["items"][number]["value"];

/**
 * One request for each twenty members and one for each member's contacts: the search names the
 * seat that each sitting member holds, so a seat that it does not name is vacant, and nothing
 * else needs to be asked. The numbers of all pages must agree, so that none is overlooked.
 * Source: the API's OpenAPI description, `/api/Members/Search` and `/api/Members/{id}/Contact`.
 * @param examine looks at the list, addresses still missing: what it refuses is not asked for contacts
 * @returns the held seats, by Parliament's number of the constituency; or why there is no answer, or
 * what `examine` said
 */
export async function readMembersApi(
  baseUrl: string,
  examine: (seats: ListedSeat[]) => Promise<Unmatched | undefined>,
  onProgress: (done: number, total: number) => void,
  pace: Pace = gentle,
): Promise<{ kind: "read"; seats: ListedSeat[] } | Unmatched> {
  const stop = new AbortController();
  const ask = politeFetch(baseUrl, pace, stop.signal);
  try {
    const members = await fetchMembers(ask);
    const refused = await examine(members.map((member) => readSeat(member, undefined)));
    if (refused) return refused;
    let done = 0;
    const seats = await twoAtOnce(members, async (member) => {
      const email = await findEmail(ask, member.id);
      onProgress((done += 1), members.length);
      return readSeat(member, email);
    });
    return { kind: "read", seats };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { kind: "refused", problems: [`The Members API gave no answer: ${error.message}.`] };
  } finally {
    stop.abort();
  }
}

async function fetchMembers(ask: Ask): Promise<ListedMember[]> {
  const page = async (skip: number) => {
    const path = `/api/Members/Search?House=${houseOfCommons}&IsCurrentMember=true&skip=${skip}&take=${pageSize}`;
    return check(searchAnswer, await ask(path), path);
  };
  const first = await page(0);
  const skips: number[] = [];
  for (let skip = pageSize; skip < first.totalResults; skip += pageSize) skips.push(skip);
  const pages = [first, ...(await twoAtOnce(skips, page))];
  const listed = new Map(
    pages.flatMap(({ items }) => items).map(({ value }) => [value.id, value] as const),
  );
  if (pages.some(({ totalResults }) => totalResults !== first.totalResults))
    throw new NoAnswer("its list changed while it was read, so run the command again");
  if (listed.size < first.totalResults)
    throw new NoAnswer(`it lists ${listed.size} of ${first.totalResults} members`);
  return [...listed.values()].filter(
    ({ latestHouseMembership: { house, membershipEndDate } }) =>
      house === houseOfCommons && !membershipEndDate,
  );
}

/** The address of the office in Parliament, else the first of another office. */
async function findEmail(ask: Ask, member: number): Promise<string | undefined> {
  const path = `/api/Members/${member}/Contact`;
  const answer = await ask(path);
  if (answer === undefined) return undefined;
  const contacts = check(contactAnswer, answer, path).value ?? [];
  const [inParliament, elsewhere] = [true, false].map((wanted) =>
    contacts
      .filter(({ typeId }) => (typeId === parliamentaryOffice) === wanted)
      .map(({ email }) => readMemberEmail(email ?? ""))
      .find((email) => email !== undefined),
  );
  return inParliament ?? elsewhere;
}

function readSeat(member: ListedMember, email: string | undefined): ListedSeat {
  const { membershipFromId, membershipStartDate } = member.latestHouseMembership;
  if (!membershipFromId) throw new NoAnswer(`member ${member.id} has no constituency in it`);
  const holder: Holder = {
    id: member.id,
    name: member.nameDisplayAs,
    full_title: member.nameFullTitle ?? member.nameDisplayAs,
    party: member.latestParty?.name,
    email,
    started_on: membershipStartDate ?? undefined,
  };
  return { area: membershipFromId, holder };
}

function check<Schema extends v.GenericSchema>(
  schema: Schema,
  answer: unknown,
  path: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new NoAnswer(
    `GET ${path} came in another shape than expected (${v.getDotPath(issue) ?? "answer"})`,
  );
}
