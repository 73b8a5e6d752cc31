/** The states of pages: what each can look like beside what it usually does. */
import type { Pattern } from "#app/paths.ts";

import { filled, type Values } from "../support/visitor.ts";
import { type Facts, SLUG } from "./fill.ts";

export interface State {
  page: Pattern;
  state: string;
  /** Which site shows it; the one in which everything has happened unless told. */
  on?: "empty" | "away";
  path: (facts: Facts) => string;
  /** What is sent to the path; without it the page is opened. */
  post?: Values;
  /** From a network from which so many came that nobody else is taken. */
  isCrowded?: true;
  /** 200 unless told. */
  status?: number;
}

const shown = (
  page: Pattern,
  state: string,
  path: string | ((facts: Facts) => string),
  more: Partial<State> = {},
): State => ({ page, state, path: typeof path === "string" ? () => path : path, ...more });

const ofDemand = (slug: string, state: string, more: Partial<State> = {}) =>
  shown("/demands/:slug", state, `/demands/${slug}`, more);

const sent = (page: Pattern, state: string, path: string, post: Values, status = 422): State =>
  shown(page, state, path, { post, status });

const SIGN = `/demands/${SLUG}/sign`;

const RECORD = `/demands/${SLUG}/answers`;

const everybodys: State[] = [
  shown("/", "search that finds nothing", "/?q=zebra"),
  shown("/", "search", "/?q=troops"),
  shown("/", "closed ones", "/?state=closed"),
  shown("/", "met ones", "/?state=met"),
  ofDemand("nobody-has-signed", "no signatures"),
  ofDemand("a-million-signed", "a million, some held"),
  ofDemand("a-long-title", "longest title"),
  ofDemand("in-english-alone", "not translated"),
  ofDemand("it-is-closed", "closed"),
  ofDemand("it-is-met", "met"),
  ofDemand("nobody-sees-it-yet", "draft", { status: 404 }),
  ofDemand("it-was-taken-off", "taken off", { status: 410 }),
  shown("/demands/:slug/answers", "search", `${RECORD}?q=labour`),
  shown("/demands/:slug/answers", "search that finds nothing", `${RECORD}?q=zebra`),
  shown("/demands/:slug/answers", "those who support it", `${RECORD}?said=supports`),
  shown("/constituencies", "page 2", "/constituencies?page=2"),
  shown("/constituencies", "search that finds nothing", "/constituencies?q=zebra"),
  shown("/constituencies/:code", "vacant", ({ vacant }) => `/constituencies/${vacant.code}`),
  shown("/constituencies/:code", "no such", "/constituencies/E99", { status: 404 }),
  shown("/members", "page 2", "/members?page=2"),
  shown("/members", "search that finds nothing", "/members?q=zebra"),
  shown("/members/:id", "sits no more", ({ vacant }) => `/members/${vacant.member}`),
  shown("/letters/:id", "page 2", ({ letters }) => `/letters/${letters.sent}?page=2`),
  shown("/letters/:id", "draft", ({ letters }) => `/letters/${letters.draft}`, { status: 404 }),
  shown("/*", "busy", "/", { on: "away", status: 503 }),
  ...(["/", "/constituencies", "/members", "/letters"] as const).map((page) =>
    shown(page, "nothing yet", page, { on: "empty" }),
  ),
];

const signers: State[] = [
  shown("/answer/:token", "taken", ({ exampleOf }) => `${exampleOf("/answer/:token")}?taken`),
  shown("/demands/:slug/sign", "longest title", "/demands/a-long-title/sign"),
  shown("/demands/:slug/sign", "closed", "/demands/it-is-closed/sign", { status: 410 }),
  sent("/demands/:slug/sign", "nothing typed", SIGN, {}),
  sent("/demands/:slug/sign", "mistyped", SIGN, { ...filled, email: "a@b", postcode: "X" }),
  sent("/demands/:slug/sign", "which constituency", SIGN, { ...filled, postcode: "AB10 1AB" }),
  shown("/demands/:slug/sign", "too many", SIGN, { post: filled, status: 429, isCrowded: true }),
  shown("/confirm/:token", "confirmed", ({ links }) => `/confirm/${links.confirmed}`),
  shown("/confirm/:token", "expired", ({ links }) => `/confirm/${links.expired}`, { status: 410 }),
  shown("/confirm/:token", "forged", "/confirm/abc", { status: 404 }),
  sent("/manage", "mistyped", "/manage", { email: "a@b" }),
  shown("/manage/:token", "nothing kept", ({ links }) => `/manage/${links.nothingKept}`),
  shown("/manage/:token", "are you sure", ({ links }) => `/manage/${links.manage}`, {
    post: { intent: "erase" },
  }),
  shown("/manage/:token", "no name", ({ links }) => `/manage/${links.manage}`, {
    post: { intent: "rename", name: "" },
    status: 422,
  }),
  shown("/no-more/:token", "expired", ({ links }) => `/no-more/${links.noMoreExpired}`, {
    status: 410,
  }),
  shown("/organise/invitation/:token", "over", ({ links }) => links.invitationOver, {
    status: 410,
  }),
];

const demandPages: Pattern[] = ["/organise/demands/:id", "/organise/demands/:id/life"];

const organisers: State[] = [
  ...(["closed", "met", "draft"] as const).flatMap((state) =>
    demandPages.map((page) =>
      shown(page, state, ({ ids }) => page.replace(":id", String(ids[state]))),
    ),
  ),
  shown(
    "/organise/demands/:id/life/:deed",
    "outcome",
    ({ demand }) => `/organise/demands/${demand}/life/outcome`,
  ),
  sent("/organise/demands/new", "nothing typed", "/organise/demands/new", {}),
  sent("/organise/letters/new", "nothing typed", "/organise/letters/new", {}),
  sent("/organise/updates/new", "nothing typed", "/organise/updates/new", {}),
  sent("/organise/people", "mistyped", "/organise/people", { intent: "invite", email: "a@b" }),
  shown("/organise/letters/:id", "sent", ({ letters }) => `/organise/letters/${letters.sent}`),
  shown("/organise/letters/:id", "draft", ({ letters }) => `/organise/letters/${letters.draft}`),
  shown("/organise/members", "search that finds nothing", "/organise/members?q=zebra"),
  shown("/organise/members", "page 2", "/organise/members?page=2"),
  shown("/organise/audit", "search that finds nothing", "/organise/audit?q=zebra"),
  ...["hour", "place", "source"].map((by) =>
    shown("/organise/signatures", `by ${by}`, `/organise/signatures?by=${by}`),
  ),
  shown(
    "/organise/signatures/work/:id",
    "waits for who asked",
    ({ bulk }) => `/organise/signatures/work/${bulk}`,
  ),
  shown("/organise/updates/:id", "under way", ({ update }) => `/organise/updates/${update}`),
];

export const states: State[] = [...everybodys, ...signers, ...organisers];
