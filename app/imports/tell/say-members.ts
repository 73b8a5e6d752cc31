/** An import of members in a few sentences. */
import type { MembersImported } from "../import-members.server.ts";
import { some } from "../some.ts";

export function sayMembers(outcome: MembersImported): string[] {
  const { members, began, ended, dated, addresses, kept, oneParty } = outcome;
  const changes =
    members.added +
    members.changed +
    began +
    ended +
    dated +
    addresses.added +
    addresses.changed +
    addresses.stale;
  return [
    ...(changes === 0
      ? [`Nothing changed: ${some(members.unchanged, "member is", "members are")} as listed.`]
      : [
          `Members added: ${members.added}, changed: ${members.changed}, unchanged: ${members.unchanged}.`,
          `Memberships begun: ${began}, ended: ${ended}, first day corrected: ${dated}.`,
          `Addresses added: ${addresses.added}, changed: ${addresses.changed}, gone stale: ${addresses.stale}.`,
        ]),
    `Vacant seats: ${outcome.vacant}. Members listed without an address: ${outcome.withoutAddress}.`,
    ...(kept > 0 ? [`Members kept though not listed: ${kept}.`] : []),
    ...(oneParty === undefined ? [] : [`Everybody listed is of one party: ${oneParty}.`]),
  ];
}
