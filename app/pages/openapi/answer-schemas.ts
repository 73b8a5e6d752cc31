/** What is answered about members' answers, field by field. */
import {
  array,
  count,
  dayOrNull,
  object,
  ref,
  type Schema,
  text,
  textOrNull,
  url,
} from "./schema.ts";

const oneOf = (...words: string[]): Schema => ({ type: "string", enum: words });

const counts = {
  supports: count,
  partly: count,
  opposes: count,
  declined: count,
  no_answer: { ...count, description: "Asked or not" },
};

export const answerSchemas = {
  Answers: object({
    links: object({ self: url }),
    data: object({
      ...counts,
      by_party: array(ref("AnswersOfGroup")),
      by_region: array(ref("AnswersOfGroup")),
      members: array(ref("MemberAnswer")),
    }),
  }),
  AnswersOfGroup: object({ name: text, members: count, ...counts }),
  MemberAnswer: object({
    id: { type: "integer" },
    name: text,
    party: text,
    constituency: text,
    ons_code: text,
    region: text,
    status: oneOf(
      "not_asked",
      "no_address",
      "on_its_way",
      "maybe_asked",
      "asked",
      "acknowledged",
      "answered",
    ),
    asked_on: { ...dayOrNull, description: "When the last letter that arrived was counted" },
    acknowledged_on: dayOrNull,
    stance: {
      type: ["string", "null"],
      enum: ["supports", "partly", "opposes", "declined", "no_answer", null],
      description: "The answer that stands; it is on this petition alone",
    },
    answered_on: dayOrNull,
    corrected_on: { ...dayOrNull, description: "When organisers corrected the entry" },
    statement: { ...textOrNull, description: "The member’s own words" },
    source: { ...textOrNull, description: "Where it can be read" },
  }),
};
