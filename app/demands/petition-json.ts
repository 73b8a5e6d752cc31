/** A demand in the shape of petition.parliament.uk's JSON, so that what reads theirs reads ours. */
import { en } from "../words/en.ts";
import { dayOf } from "../words/format.ts";
import { markdownToText } from "../words/markdown.ts";
import type { Demand } from "./demand.ts";
import { href } from "../paths.ts";
import { headlineOf, isAnswer, type TimelineEntry as Update } from "./life/timeline.ts";

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

/** When anything that is said of a petition was last changed. */
export const lastChange = (
  { updatedAt }: Pick<Demand, "updatedAt">,
  updates: readonly Pick<Update, "updated_at">[],
): Date => new Date(Math.max(...[updatedAt, ...updates.map((one) => one.updated_at)].map(Number)));

/** What the list shows of a petition, and what its own answer begins with. */
function commonAttributes(
  demand: Demand,
  { origin, campaign }: PetitionSite,
  updates: readonly Update[],
) {
  const answer = updates.find(isAnswer);
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
    updated_at: time(lastChange(demand, updates)),
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
    creator_name: campaign.name,
    rejection: null,
    government_response: answer
      ? {
          responded_on: answer.occurred_on,
          summary: headlineOf(answer, en),
          details: markdownToText(answer.body),
          created_at: time(answer.created_at),
          updated_at: time(answer.updated_at),
        }
      : null,
    debate: null,
    // programs want text; what we know of the addressee stands on the demand's page
    departments: [{ acronym: "", name: demand.addressee, url: pageOf(origin, demand) }],
    topics: demand.topics,
  };
}

/** What a petition's JSON says of the site. */
interface PetitionSite {
  origin: string;
  campaign: { name: string };
}

const pageOf = (origin: string, { slug }: Pick<Demand, "slug">) =>
  `${origin}${href("/demands/:slug", { slug })}`;

const selfLink = (origin: string, id: number) => ({
  self: `${origin}${href("/petitions/:file", { file: `${id}.json` })}`,
});

/** One petition in the list. */
export function petitionInList(demand: Demand, site: PetitionSite, updates: readonly Update[]) {
  return {
    type: "petition",
    id: demand.id,
    links: selfLink(site.origin, demand.id),
    attributes: commonAttributes(demand, site, updates),
  };
}

/** The whole answer of one petition. */
export function petition(
  demand: Demand,
  site: PetitionSite,
  updates: readonly Update[],
  places: PetitionPlaces,
) {
  return {
    links: selfLink(site.origin, demand.id),
    data: {
      type: "petition",
      id: demand.id,
      attributes: {
        ...commonAttributes(demand, site, updates),
        signatures_by_country: places.countries,
        signatures_by_constituency: places.constituencies,
        signatures_by_region: places.regions,
        other_parliamentary_business: updates
          // that it was opened and closed is said above
          .filter(({ kind }) => kind === "update" || kind === "outcome")
          .map((update) => ({
            subject: headlineOf(update, en),
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

/** All topics by their code; a code is words with hyphens between them. */
export function topicsOf(demands: readonly Pick<Demand, "topics">[]) {
  const codes = [...new Set(demands.flatMap(({ topics }) => topics))].sort();
  return Object.fromEntries(
    codes.map((code) => {
      const words = code.replaceAll("-", " ");
      return [code, { code, name: words.charAt(0).toUpperCase() + words.slice(1) }];
    }),
  );
}
