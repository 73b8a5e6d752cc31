/** What is answered about petitions, field by field. */
import {
  array,
  count,
  dayOrNull,
  never,
  object,
  one,
  orNull,
  ref,
  type Schema,
  text,
  textOrNull,
  time,
  timeOrNull,
  url,
  urlOrNull,
} from "./schema.ts";

const thresholds = {
  response_threshold_reached_at: {
    ...timeOrNull,
    description: "When 10,000 signatures were reached",
  },
  government_response_at: {
    ...timeOrNull,
    description: "When the addressee’s answer was recorded",
  },
  debate_threshold_reached_at: {
    ...timeOrNull,
    description: "When 100,000 signatures were reached",
  },
};

const common = {
  action: { ...text, description: "The demand’s title" },
  background: { ...text, description: "Its summary" },
  additional_details: { ...text, description: "Its text, plain" },
  committee_note: text,
  state: { type: "string", enum: ["open", "closed", "rejected"] },
  signature_count: {
    ...count,
    description:
      "Confirmed signatures that stand; without those that organisers are still looking at",
  },
  closing_date: { ...dayOrNull, description: "Only while it is open" },
  created_at: time,
  updated_at: { ...time, description: "Moves with the number of signatures too" },
  rejected_at: never,
  opened_at: timeOrNull,
  closed_at: timeOrNull,
  moderation_threshold_reached_at: timeOrNull,
  ...thresholds,
  debate_scheduled_on: never,
  scheduled_debate_date: never,
  debate_outcome_at: never,
  creator_name: { ...text, description: "The campaign" },
  rejection: never,
  government_response: orNull(ref("Response")),
  debate: never,
  departments: array(object({ acronym: text, name: text, url })),
  topics: { ...array(text), description: "Keys of /topics.json" },
};

const optional = ["closing_date"];

const links = object({ self: url });
const petition = (attributes: Schema, more: Record<string, Schema> = {}) =>
  object({ type: one("petition"), id: { type: "integer" }, ...more, attributes });

export const petitionSchemas = {
  PetitionList: object({ links: ref("PageLinks"), data: array(ref("PetitionInList")) }),
  PageLinks: object({ self: url, first: url, last: url, next: urlOrNull, prev: urlOrNull }),
  PetitionInList: petition(object(common, optional), { links }),
  Petition: object({
    links,
    data: petition(
      object(
        {
          ...common,
          signatures_by_country: array(ref("CountryCount")),
          signatures_by_constituency: array(ref("ConstituencyCount")),
          signatures_by_region: array(ref("RegionCount")),
          other_parliamentary_business: array(ref("Business")),
        },
        optional,
      ),
    ),
  }),
  CountryCount: object({
    name: text,
    code: { ...text, description: "ISO 3166-1 alpha-2, GB among them; XK for Kosovo" },
    signature_count: count,
  }),
  ConstituencyCount: {
    ...object({
      name: text,
      ons_code: text,
      mp: { ...textOrNull, description: "null while the seat is vacant" },
      signature_count: count,
    }),
    description: "A place with fewer than five signatures is left out; totals count it",
  },
  PlaceCount: object({
    name: text,
    ons_code: text,
    mp: { ...textOrNull, description: "null while the seat is vacant" },
    signature_count: {
      type: ["integer", "null"],
      minimum: 5,
      description: "null below five, so that nobody can be picked out",
    },
  }),
  RegionCount: object({ name: text, ons_code: text, signature_count: count }),
  Business: object({
    subject: text,
    body: text,
    occurred_on: { type: "string", format: "date" },
    created_at: time,
    updated_at: time,
  }),
  Response: object({
    responded_on: { type: "string", format: "date" },
    summary: text,
    details: text,
    created_at: time,
    updated_at: time,
  }),
  Count: object({
    signature_count: count,
    ...thresholds,
    scheduled_debate_date: never,
    debate_outcome_at: never,
    debated: { type: "boolean", const: false },
  }),
  Trending: object({
    data: array(petition(object({ action: text, signature_count: count }), { links })),
    links,
    meta: object({ updated_at: time }),
  }),
  LocalPetitions: object(
    {
      constituency: text,
      mp: object({ name: text, url }),
      petitions: array(
        object({
          action: text,
          url,
          state: { type: "string", enum: ["open", "closed"] },
          constituency_signature_count: count,
          total_signature_count: count,
        }),
      ),
    },
    ["mp"],
  ),
};
