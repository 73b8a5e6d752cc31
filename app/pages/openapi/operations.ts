/** The parts that what is asked and answered is described with. */
import { ref, type Schema } from "./schema.ts";

interface Parameter {
  name: string;
  in: "path" | "query";
  description: string;
  schema: Schema;
  required?: boolean;
  example?: string | number;
}

const inPath = (name: string, description: string, example: string, schema: Schema): Parameter => {
  return { name, in: "path", description, required: true, schema, example };
};
const inQuery = (name: string, description: string, schema: Schema): Parameter => {
  return { name, in: "query", description, schema };
};

export const parameters = {
  id: inPath("id", "The number of the petition", "1", { type: "integer", minimum: 1 }),
  place: inPath("place", "A constituency’s name in small letters with hyphens", "ynys-mon", {
    type: "string",
  }),
  code: inPath("code", "A constituency’s ONS code", "E14001172", { type: "string" }),
  slug: inPath("slug", "The last part of a demand’s address", "free-the-prisoners", {
    type: "string",
  }),
  postcode: inQuery("postcode", "A British postcode", { type: "string" }),
  q: inQuery("q", "Words that title, summary and text hold, in any order and language", {
    type: "string",
    maxLength: 100,
  }),
  state: inQuery("state", "One that no petition has gives an empty list", {
    type: "string",
    default: "all",
    examples: [
      ...["all", "open", "recent", "closed", "rejected", "awaiting_response", "with_response"],
      ...["awaiting_debate", "debated", "not_debated"],
    ],
  }),
  topic: inQuery("topic", "A key of /topics.json", { type: "string" }),
  page: inQuery("page", "One past the end is empty", { type: "integer", minimum: 1, default: 1 }),
  count: inQuery("count", "Petitions on a page", {
    type: "integer",
    minimum: 1,
    maximum: 50,
    default: 50,
  }),
};

const parameter = (name: keyof typeof parameters) => ({ $ref: `#/components/parameters/${name}` });
const header = (name: string) => ({ $ref: `#/components/headers/${name}` });

const kept = {
  "Access-Control-Allow-Origin": header("AnyOrigin"),
  "Cache-Control": header("CacheControl"),
  ETag: header("ETag"),
};

interface Asked {
  parameters?: readonly (keyof typeof parameters)[];
  /** Statuses that it can refuse with, besides those of every path. */
  refusals?: readonly number[];
  /** Whether it says when it was last changed. */
  dated?: true;
}

const why: Record<number, string> = {
  400: "The id is not an integer",
  404: "There is none",
  410: "It was removed",
};

function operation(
  operationId: string,
  summary: string,
  answers: Record<string, unknown>,
  { parameters = [], refusals = [] }: Asked,
) {
  return {
    get: {
      operationId,
      summary,
      ...(parameters.length > 0 && { parameters: parameters.map(parameter) }),
      responses: {
        ...answers,
        ...Object.fromEntries(
          refusals.map((status) => [status, { description: why[status], ...problem }] as const),
        ),
        default: { $ref: "#/components/responses/Problem" },
      },
    },
  };
}

const problem = {
  headers: { "Access-Control-Allow-Origin": header("AnyOrigin") },
  content: { "application/json": { schema: ref("Problem") } },
};
export const problemResponse = {
  description: "Refused (405, 503, …); also 404 for any other path that begins like these",
  ...problem,
};

/** An answer with a body. */
export const gives = (
  operationId: string,
  summary: string,
  type: string,
  schema: Schema,
  asked: Asked = {},
) => {
  const headers = asked.dated ? { ...kept, "Last-Modified": header("LastModified") } : kept;
  return operation(
    operationId,
    summary,
    {
      200: { description: summary, headers, content: { [type]: { schema } } },
      304: { description: "Nothing changed since the ETag or the date that was sent" },
    },
    asked,
  );
};

/** The way to a page for people. */
export const leads = (operationId: string, summary: string, asked: Asked = {}) =>
  operation(
    operationId,
    summary,
    { 303: { description: summary, headers: { Location: header("Location") } } },
    asked,
  );

export const headers = {
  AnyOrigin: { description: "Any site may read it", schema: { type: "string", const: "*" } },
  CacheControl: { description: "How long it may be kept", schema: { type: "string" } },
  ETag: { description: "For If-None-Match", schema: { type: "string" } },
  LastModified: { description: "For If-Modified-Since", schema: { type: "string" } },
  Location: { description: "A path of this site", schema: { type: "string" } },
};
