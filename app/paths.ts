/**
 * The table of paths: one row each, and everything that depends on a path is read from it: the routes,
 * who may ask, what is kept, which methods and bodies are taken, what crawlers are told, every link.
 * A row that says nothing locks its path: signed-in organisers alone, kept by nobody, no post.
 */
import type { Role } from "#db/schema.ts";

import { organisers } from "./paths/organisers.ts";
import { sharingRows } from "./paths/sharing.ts";
import { type Audience, both, type PathRow, type SignIn, UNNAMED } from "./paths/row.ts";
import * as ask from "./words/typed/query.ts";

/** A form: three times the longest letter. */
export const FORM_BYTES = 64 * 1024;
const WEBHOOK_BYTES = 1024 * 1024;

export const paths = {
  // what everybody reads
  "/": { file: "public/home.tsx", audience: "everybody", query: ask.home },
  "/demands/:slug": { file: "public/demand.tsx", audience: "everybody" },
  "/demands/:slug/places": {
    file: "public/demand-places.tsx",
    audience: "everybody",
    query: ask.places,
  },
  "/demands/:slug/answers": {
    file: "public/demand-answers.tsx",
    audience: "everybody",
    query: ask.answers,
  },
  "/demands/:slug/words": { file: "public/demand-words.tsx", audience: "everybody" },
  "/constituencies": {
    file: "public/constituencies.tsx",
    audience: "everybody",
    query: ask.places,
  },
  "/constituencies/:code": { file: "public/constituency.tsx", audience: "everybody" },
  "/members": { file: "public/members.tsx", audience: "everybody", query: ask.members },
  "/members/:id": { file: "public/member.tsx", audience: "everybody" },
  "/letters": { file: "public/letters.tsx", audience: "everybody", query: ask.places },
  "/letters/:id": { file: "public/letter.tsx", audience: "everybody", query: ask.letter },
  "/about": { file: "public/about.tsx", audience: "everybody" },
  "/privacy": { file: "public/privacy.tsx", audience: "everybody" },
  "/accessibility": { file: "public/accessibility.tsx", audience: "everybody" },

  ...sharingRows,

  // signing, and what signers do later
  "/demands/:slug/sign": {
    file: "signing/sign.tsx",
    audience: "everybody",
    methods: both,
    robots: "noindex",
  },
  "/demands/:slug/check-your-inbox": {
    file: "signing/check-your-inbox.tsx",
    audience: "everybody",
    robots: "noindex",
  },
  "/demands/:slug/check-your-inbox/later": {
    file: "signing/check-your-inbox-later.tsx",
    audience: "everybody",
    robots: "noindex",
  },
  "/demands/:slug/signed": {
    file: "signing/signed.tsx",
    audience: "everybody",
    robots: "noindex",
  },
  "/confirm/:token": { file: "signing/confirm.tsx", audience: "one", methods: both },
  "/confirm/:token/not-me": { file: "signing/not-me.tsx", audience: "one", methods: both },
  "/manage": { file: "signing/manage-ask.tsx", audience: "one", methods: both },
  "/manage/check-your-inbox": { file: "signing/manage-mailed.tsx", audience: "one" },
  "/manage/:token": { file: "signing/manage.tsx", audience: "one", methods: both },
  "/manage/:token/export": { file: "signing/manage-export.ts", audience: "one" },
  "/unsubscribe/:token": {
    file: "signing/unsubscribe.tsx",
    audience: "one",
    methods: both,
    crossSite: true,
  },
  "/no-more/:token": {
    file: "signing/no-more.tsx",
    audience: "one",
    methods: both,
    crossSite: true,
  },
  "/answer/:token": { file: "signing/answer.tsx", audience: "one", methods: both },
  "/challenge.json": { file: "signing/challenge.ts", audience: "one" },
  "/postcodes/:file": { file: "programs/postcode.ts", audience: "one" },

  ...organisers,

  // programs; the first are the paths of petition.parliament.uk, with its parameters in its order
  "/petitions": { file: "programs/petitions.ts", audience: "programs", query: ask.demands },
  "/petitions.json": { file: "programs/petitions-json.ts", audience: "programs", query: ask.list },
  "/petitions.csv": { file: "programs/petitions-csv.ts", audience: "programs", query: ask.filter },
  "/petitions/:file": { file: "programs/petition-file.ts", audience: "programs" },
  "/petitions/:id/count.json": { file: "programs/petition-count.ts", audience: "programs" },
  "/petitions/:id/answers.json": {
    file: "programs/petition-answers-json.ts",
    audience: "programs",
  },
  "/petitions/:id/answers.csv": { file: "programs/petition-answers-csv.ts", audience: "programs" },
  "/petitions/:id/constituencies/:file": {
    file: "programs/petition-place.ts",
    audience: "programs",
  },
  "/petitions/:id/signatures/new": { file: "programs/petition-sign.ts", audience: "programs" },
  "/petitions/local": { file: "programs/local.ts", audience: "programs", query: ask.nearby },
  "/petitions/local/:file": { file: "programs/local-open.ts", audience: "programs" },
  "/petitions/local/:place/:file": { file: "programs/local-all.ts", audience: "programs" },
  "/archived/petitions": { file: "programs/archived.ts", audience: "programs" },
  "/archived/petitions.json": {
    file: "programs/archived-json.ts",
    audience: "programs",
    query: ask.list,
  },
  "/archived/petitions.csv": { file: "programs/archived-csv.ts", audience: "programs" },
  "/archived/petitions/:file": { file: "programs/archived-file.ts", audience: "programs" },
  "/topics.json": { file: "programs/topics-json.ts", audience: "programs" },
  "/parliaments.json": { file: "programs/parliaments-json.ts", audience: "programs" },
  "/trending.json": { file: "programs/trending.ts", audience: "programs" },
  "/constituencies.json": { file: "programs/constituencies-json.ts", audience: "programs" },
  "/openapi.json": { file: "programs/openapi-json.ts", audience: "programs" },
  "/constituencies/map.svg": { file: "programs/map-svg.ts", audience: "programs" },
  "/demands/:slug/map.svg": { file: "programs/demand-map-svg.ts", audience: "programs" },
  "/demands.atom": { file: "programs/demands-atom.ts", audience: "programs" },
  "/robots.txt": { file: "programs/robots-txt.ts", audience: "programs" },
  "/sitemap.xml": { file: "programs/sitemap-xml.ts", audience: "programs" },
  "/manifest.webmanifest": { file: "programs/manifest.ts", audience: "programs" },
  "/.well-known/security.txt": { file: "programs/security-txt.ts", audience: "programs" },

  // operators
  "/webhooks/resend": {
    file: "operators/webhook-resend.ts",
    audience: "one",
    methods: ["POST"],
    body: WEBHOOK_BYTES,
    crossSite: true,
  },
  "/mailbox": { file: "operators/mailbox.tsx", audience: "one" },
  "/mailbox.json": { file: "operators/mailbox-json.ts", audience: "one" },
  "/dev/mails": { file: "operators/dev-mails.tsx", audience: "one", policy: "mails" },
  "/styleguide": { file: "operators/styleguide.tsx", audience: "one" },
  "/healthz": { file: "operators/healthz.ts", audience: "probes" },
  "/readyz": { file: "operators/readyz.ts", audience: "probes" },
  "/metrics": { file: "operators/metrics.ts", audience: "probes" },

  // whatever no row above names
  "/*": { file: "public/not-found.tsx", audience: "one", methods: both },
} as const satisfies Record<string, PathRow>;

export type Pattern = keyof typeof paths;

/** The row of a pattern, with what it leaves out. */
export const rowOf = (pattern: Pattern): PathRow => paths[pattern];

type WithIntents = {
  [P in Pattern]: (typeof paths)[P] extends { intents: object } ? P : never;
}[Pattern];

/** What the forms of a path can ask for. */
export const intentsOf = <P extends WithIntents>(pattern: P) =>
  Object.keys(paths[pattern].intents) as (keyof (typeof paths)[P]["intents"])[];

/** Who may post this, which need be nothing that the row knows. */
export const accessFor = ({ intents = {} }: PathRow, fields: URLSearchParams) => {
  const [intent = UNNAMED, ...more] = fields.getAll("intent");
  const known = more.length === 0 && Object.hasOwn(intents, intent);
  const [role, signIn] = (known ? intents[intent]! : "owner fresh").split(" ");
  return { role: role as Role, signIn: signIn as SignIn };
};

export const audienceOf = ({ audience }: PathRow): Audience => audience ?? "organisers";

/** Whether everybody gets the same answer, so that it may be kept and shared. */
export const isShared = ({ audience }: PathRow): boolean =>
  audience === "everybody" || audience === "programs";

export const methodsOf = ({ methods }: PathRow): readonly ("GET" | "POST")[] => methods ?? ["GET"];

type NamesIn<P extends string> = P extends `${infer Head}/${infer Rest}`
  ? NamesIn<Head> | NamesIn<Rest>
  : P extends `:${infer Name}`
    ? Name
    : never;
/** What a link to a path must be given. */
export type LinkParams<P extends Pattern> = Record<NamesIn<P>, string | number>;
/** None where the path has no parameters. */
type ParamsArgument<P extends Pattern> = [NamesIn<P>] extends [never]
  ? []
  : [params: LinkParams<P>];

/** The path of a link, without a language: `href("/demands/:slug", { slug })`. */
export function href<P extends Exclude<Pattern, "/*">>(
  pattern: P,
  ...[params]: ParamsArgument<P>
): string {
  return params ? fillPath(pattern, params) : pattern;
}

/** The page of a letter with the copy to the member for a constituency. @param code a GSS code */
export const hrefOfCopy = (id: number, code: string): string =>
  `${href("/letters/:id", { id })}?constituency=${encodeURIComponent(code)}`;

/** A pattern with values, as they are before they are encoded, in the place of its parameters. */
export const fillPath = (
  pattern: Pattern,
  values: Readonly<Record<string, string | number>>,
): string => pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name]!));
