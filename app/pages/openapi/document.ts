/** Everything that programs can read here, described for them (OpenAPI 3.1). */
import { gives, headers, leads, parameters, problemResponse } from "./operations.ts";
import { answerSchemas } from "./answer-schemas.ts";
import { petitionSchemas } from "./petition-schemas.ts";
import { array, dayOrNull, mapOf, object, ref, text, textOrNull, time } from "./schema.ts";

const JSON_TYPE = "application/json";
const CSV = "text/csv";
const SVG = "image/svg+xml";

const list = ["count", "page", "q", "state", "topic"] as const;
const byId = { parameters: ["id"], refusals: [400, 404, 410] } as const;
const byPlace = { parameters: ["place"], refusals: [404] } as const;

const paths = {
  "/petitions.json": gives(
    "listPetitions",
    "The petitions, most signed first",
    JSON_TYPE,
    ref("PetitionList"),
    { parameters: list, dated: true },
  ),
  "/petitions.csv": gives("listPetitionsAsCsv", "All petitions that were asked for", CSV, text, {
    parameters: ["q", "state", "topic"],
    dated: true,
  }),
  "/petitions": leads("goToPetitions", "To the page of the petitions", {
    parameters: ["q", "state"],
  }),
  "/petitions/{id}.json": gives("getPetition", "One petition", JSON_TYPE, ref("Petition"), {
    ...byId,
    dated: true,
  }),
  "/petitions/{id}.csv": gives("getPetitionAsCsv", "Its totals by constituency", CSV, text, {
    ...byId,
    dated: true,
  }),
  "/petitions/{id}": leads("goToPetition", "To its page", byId),
  "/petitions/{id}/count.json": gives("getCount", "Its count alone", JSON_TYPE, ref("Count"), {
    ...byId,
    dated: true,
  }),
  "/petitions/{id}/answers.json": gives(
    "listAnswers",
    "What each member says of it, and all by party and region",
    JSON_TYPE,
    ref("Answers"),
    byId,
  ),
  "/petitions/{id}/answers.csv": gives(
    "listAnswersAsCsv",
    "The same, member by member",
    CSV,
    text,
    byId,
  ),
  "/petitions/{id}/constituencies/{code}.json": gives(
    "getPlaceCount",
    "Its count in one constituency, and who sits there",
    JSON_TYPE,
    ref("PlaceCount"),
    { parameters: ["id", "code"], refusals: [400, 404, 410] },
  ),
  "/petitions/{id}/signatures/new": leads("goToSigning", "To the form that signs it", byId),
  "/petitions/local": leads("goToConstituency", "To the constituency of a postcode", {
    parameters: ["postcode"],
  }),
  "/petitions/local/{place}": leads("goToPlace", "To the constituency’s page", byPlace),
  "/petitions/local/{place}.json": gives(
    "listLocalPetitions",
    "The open petitions that are signed most in a constituency",
    JSON_TYPE,
    ref("LocalPetitions"),
    byPlace,
  ),
  "/petitions/local/{place}.csv": gives("listLocalPetitionsAsCsv", "The same", CSV, text, byPlace),
  "/petitions/local/{place}/all": leads("goToPlaceOfAll", "To the constituency’s page", byPlace),
  "/petitions/local/{place}/all.json": gives(
    "listAllLocalPetitions",
    "As the above, with those that are closed",
    JSON_TYPE,
    ref("LocalPetitions"),
    byPlace,
  ),
  "/petitions/local/{place}/all.csv": gives(
    "listAllLocalPetitionsAsCsv",
    "The same",
    CSV,
    text,
    byPlace,
  ),
  "/archived/petitions.json": gives(
    "listArchivedPetitions",
    "Petitions of earlier parliaments: none, demands stay where they are",
    JSON_TYPE,
    ref("PetitionList"),
    { parameters: list },
  ),
  "/archived/petitions.csv": gives("listArchivedPetitionsAsCsv", "The same", CSV, text),
  "/archived/petitions": leads("goToArchive", "To the page of the petitions"),
  "/archived/petitions/{id}.json": gives(
    "getArchivedPetition",
    "An archived petition; there is none",
    JSON_TYPE,
    ref("Petition"),
    { parameters: ["id"], refusals: [400, 404] },
  ),
  "/topics.json": gives("listTopics", "Topics by their codes", JSON_TYPE, mapOf(ref("Topic"))),
  "/parliaments.json": gives(
    "listParliaments",
    "Earlier parliaments that have an archive: none",
    JSON_TYPE,
    array(ref("Parliament")),
  ),
  "/trending.json": gives(
    "listTrending",
    "Open petitions with their signatures of the last hour, most first",
    JSON_TYPE,
    ref("Trending"),
  ),
  "/constituencies.json": gives(
    "listConstituencies",
    "Constituencies with their members, by their ONS codes",
    JSON_TYPE,
    mapOf(ref("Constituency")),
  ),
  "/constituencies/map.svg": gives("getMap", "The map of all constituencies", SVG, text, {
    refusals: [404],
  }),
  "/demands/{slug}/map.svg": gives("getDemandMap", "The map of one demand", SVG, text, {
    parameters: ["slug"],
    refusals: [404, 410],
  }),
  "/demands.atom": gives(
    "getFeed",
    "The demands and what becomes of them",
    "application/atom+xml",
    text,
  ),
  "/robots.txt": gives("getRobots", "What crawlers may read", "text/plain", text),
  "/sitemap.xml": gives("getSitemap", "The pages, in each language", "application/xml", text),
  "/manifest.webmanifest": gives(
    "getManifest",
    "What the site is called on a home screen",
    "application/manifest+json",
    text,
  ),
  "/.well-known/security.txt": gives(
    "getSecurityContact",
    "Where to tell of a weakness",
    "text/plain",
    text,
    { refusals: [404] },
  ),
  "/openapi.json": gives("getDescription", "This description", JSON_TYPE, { type: "object" }),
};

const schemas = {
  ...petitionSchemas,
  ...answerSchemas,
  Topic: object({ code: text, name: text }),
  Parliament: object({
    period: text,
    dissolution_at: time,
    government: text,
    response_threshold: { type: "integer" },
    debate_threshold: { type: "integer" },
  }),
  Constituency: object({
    mp: textOrNull,
    party: textOrNull,
    constituency: text,
    ons_code: text,
    start_date: { ...dayOrNull, description: "Since when there is the seat" },
    end_date: dayOrNull,
  }),
  Problem: object(
    {
      status: { type: "integer" },
      error: { ...text, description: "What happened, for people" },
      reference: { ...text, description: "Names a fault of ours in our log" },
    },
    ["reference"],
  ),
};

/** @param site whose absolute links the answers hold */
export const describePrograms = (site: { origin: string; campaign: { name: string } }) => ({
  openapi: "3.1.1",
  info: {
    title: site.campaign.name,
    version: "1",
    summary: "The petitions of this campaign, in the shape of petition.parliament.uk’s JSON",
    description:
      "Everything is public and read with GET; counts are confirmed signatures. Answers may be kept for ten seconds. Errors are JSON too.",
  },
  servers: [{ url: site.origin }],
  paths,
  components: { schemas, parameters, headers, responses: { Problem: problemResponse } },
});
