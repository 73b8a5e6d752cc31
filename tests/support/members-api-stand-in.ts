/** A stand-in for the Members API of the UK Parliament: the same paths and shapes, invented members. */
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface StandInMember {
  id: number;
  seat: number;
  name: string;
  party?: string | null;
  email?: string;
  since?: string;
  house?: number;
  until?: string;
}

interface Fault {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

export interface MembersApiStandIn extends AsyncDisposable {
  url: string;
  /** Paths asked for, in order. */
  asked: string[];
  mostAtOnce: () => number;
}

/**
 * @param fault decides, by path and by how often it was asked before, whether something goes wrong;
 * "silence" never answers
 */
export async function startMembersApi(
  members: readonly StandInMember[] | (() => readonly StandInMember[]),
  fault: (path: string, before: number) => Fault | "silence" | undefined = () => undefined,
): Promise<MembersApiStandIn> {
  const asked: string[] = [];
  let open = 0;
  let mostAtOnce = 0;
  const server = http.createServer((request, response) => {
    const path = request.url ?? "";
    const wrong = fault(path, asked.filter((one) => one === path).length);
    asked.push(path);
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.on("close", () => (open -= 1));
    if (wrong === "silence") return;
    const listed = typeof members === "function" ? members() : members;
    const body = wrong ? (wrong.body ?? "") : JSON.stringify(answer(path, listed));
    // a moment, so that requests do overlap
    setImmediate(() => {
      response.writeHead(wrong?.status ?? (body ? 200 : 404), {
        "content-type": "application/json; charset=utf-8",
        ...(wrong ? wrong.headers : {}),
      });
      response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    mostAtOnce: () => mostAtOnce,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(path: string, members: readonly StandInMember[]): unknown {
  const url = new URL(path, "http://stand-in");
  if (url.pathname === "/api/Members/Search") {
    const { House, IsCurrentMember } = Object.fromEntries(url.searchParams);
    if (House !== "1" || IsCurrentMember !== "true") return undefined;
    const skip = Number(url.searchParams.get("skip"));
    const take = Math.min(Number(url.searchParams.get("take")), 20);
    return {
      items: members.slice(skip, skip + take).map((member) => ({ value: show(member), links: [] })),
      totalResults: members.length,
      resultContext: "",
      skip,
      take,
      links: [{ rel: "self", href: `/Members/Search?skip=${skip}&take=${take}`, method: "GET" }],
    };
  }
  const id = Number(/^\/api\/Members\/(\d+)\/Contact$/.exec(url.pathname)?.[1]);
  const member = members.find((one) => one.id === id);
  return member && { value: contacts(member), links: [] };
}

function show({ id, seat, name, party, since, house, until }: StandInMember) {
  return {
    id,
    nameListAs: name,
    nameDisplayAs: name,
    nameFullTitle: `${name} MP`,
    nameAddressAs: null,
    latestParty: party === null ? null : { id: 15, name: party ?? "Labour", abbreviation: "Lab" },
    gender: "F",
    latestHouseMembership: {
      membershipFrom: `Seat ${seat}`,
      membershipFromId: seat,
      house: house ?? 1,
      membershipStartDate: `${since ?? "2024-07-04"}T00:00:00`,
      membershipEndDate: until ? `${until}T00:00:00` : null,
      membershipEndReason: null,
      membershipStatus: { statusIsActive: true, statusDescription: "Current Member", status: 0 },
    },
    thumbnailUrl: `https://members-api.parliament.uk/api/Members/${id}/Thumbnail`,
  };
}

function contacts({ id, email }: StandInMember) {
  const shared = { typeDescription: null, isPreferred: false, notes: null };
  return [
    {
      ...shared,
      type: "Constituency office",
      typeId: 4,
      isWebAddress: false,
      email: id % 2 === 0 ? `office-${id}@example.org` : undefined,
    },
    { ...shared, type: "Website", typeId: 6, isWebAddress: true, line1: "https://example.org/" },
    {
      ...shared,
      type: "Parliamentary office",
      typeId: 1,
      isWebAddress: false,
      line1: "House of Commons",
      postcode: "SW1A 0AA",
      email: email ?? null,
    },
  ];
}
