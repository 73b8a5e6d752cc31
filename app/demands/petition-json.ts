/** A demand in the shape of petition.parliament.uk's JSON, so that what reads theirs reads ours. */
import type { Row } from "#db/schema.ts";

import { dayOf } from "../words/format.ts";
import { markdownToText } from "../words/markdown.ts";
import type { Demand } from "./demand.ts";
import { href } from "../paths.ts";

export interface PetitionPlaces {
  countries: { name: string; code: string; signature_count: number }[];
  constituencies: {
    name: string;
    ons_code: string;
    mp: string | null;
    signature_count: number;
  }[];
  regions: { name: string; ons_code: string; signature_count: number }[];
}

const time = (moment: Date | null) => moment?.toISOString() ?? null;

/** What the list shows of a petition, and what its own answer begins with. */
function commonAttributes(
  demand: Demand,
  campaign: string,
  updates: readonly Row<"demand_update">[],
) {
  const answer = updates.find(({ kind }) => kind === "answer");
  return {
    action: demand.title,
    background: demand.summary,
    additional_details: markdownToText(demand.body),
    committee_note: "",
    state: demand.state === "open" ? "open" : "closed",
    signature_count: demand.count,
    ...(demand.state === "open" && {
      closing_date: demand.closesAt && dayOf(demand.closesAt),
    }),
    created_at: time(demand.createdAt),
    updated_at: time(demand.updatedAt),
    rejected_at: null,
    opened_at: time(demand.openedAt),
    closed_at: time(demand.closedAt),
    moderation_threshold_reached_at: time(demand.openedAt),
    response_threshold_reached_at: time(demand.responseThresholdReachedAt),
    government_response_at: answer ? time(answer.created_at) : null,
    debate_threshold_reached_at: time(demand.debateThresholdReachedAt),
    debate_scheduled_on: null,
    scheduled_debate_date: null,
    debate_outcome_at: null,
    creator_name: campaign,
    rejection: null,
    government_response: answer
      ? {
          responded_on: answer.occurred_on,
          summary: answer.subject,
          details: markdownToText(answer.body),
          created_at: time(answer.created_at),
          updated_at: time(answer.updated_at),
        }
      : null,
    debate: null,
    departments: [{ acronym: null, name: demand.addressee, url: null }],
    topics: demand.topics,
  };
}

const selfLink = (origin: string, id: number) => ({
  self: `${origin}${href("/petitions/:file", { file: `${id}.json` })}`,
});

/** One petition in the list. */
export function petitionInList(
  demand: Demand,
  origin: string,
  campaign: string,
  updates: readonly Row<"demand_update">[],
) {
  return {
    type: "petition",
    id: demand.id,
    links: selfLink(origin, demand.id),
    attributes: commonAttributes(demand, campaign, updates),
  };
}

/** The whole answer of one petition. */
export function petition(
  demand: Demand,
  origin: string,
  campaign: string,
  updates: readonly Row<"demand_update">[],
  places: PetitionPlaces,
) {
  return {
    links: selfLink(origin, demand.id),
    data: {
      type: "petition",
      id: demand.id,
      attributes: {
        ...commonAttributes(demand, campaign, updates),
        signatures_by_country: places.countries,
        signatures_by_constituency: places.constituencies,
        signatures_by_region: places.regions,
        other_parliamentary_business: updates
          .filter(({ kind }) => kind !== "answer")
          .map((update) => ({
            subject: update.subject,
            body: markdownToText(update.body),
            occurred_on: update.occurred_on,
            created_at: time(update.created_at),
            updated_at: time(update.updated_at),
          })),
      },
    },
  };
}

/** The little answer that a hundred thousand open pages ask for. */
export function petitionCount(
  demand: Pick<Demand, "count" | "responseThresholdReachedAt" | "debateThresholdReachedAt">,
  answeredAt: Date | null,
) {
  return {
    signature_count: demand.count,
    response_threshold_reached_at: time(demand.responseThresholdReachedAt),
    government_response_at: time(answeredAt),
    debate_threshold_reached_at: time(demand.debateThresholdReachedAt),
    scheduled_debate_date: null,
    debate_outcome_at: null,
    debated: false,
  };
}
