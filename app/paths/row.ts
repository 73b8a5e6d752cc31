/** One row of the table of paths: what it can say, and what silence means. */
import type { Role } from "#db/schema.ts";

import type * as ask from "../words/typed/query.ts";

/**
 * Whom a path is for. `everybody` gets the same page, which may be kept; `programs` too, from any site,
 * in one language. `one` gets what nobody else may: a link's token or the moment decides. `probes` are
 * the operators' machines. Without an audience it is the organisers, behind their sign-in.
 */
export type Audience = "everybody" | "programs" | "one" | "probes" | "organisers";

/**
 * What a page may do (its Content-Security-Policy); `mails` shows mails in frames, `frame` is one on
 * anybody’s page.
 */
export type PolicyClass = "page" | "mails" | "frame";

export interface PathRow {
  /** Below `routes/`. */
  file: string;
  audience?: Exclude<Audience, "organisers">;
  /** GET unless it says otherwise; HEAD goes with it. */
  methods?: readonly ("GET" | "POST")[];
  /**
   * The query parameters that make another page of it, each with how its value is read: in one
   * spelling, "" for one that says nothing. Any other is left out when a kept page is made.
   */
  query?: ask.Query;
  /** The largest body in bytes; a form's unless it says otherwise. */
  body?: number;
  /**
   * Takes a form with one file too (multipart/form-data), of so many bytes. Who sends it is let in by the
   * access of UNNAMED before anything of it is read.
   */
  upload?: number;
  /** A post may be answered by a file that is written as it is made, for it is too large to be held. */
  streams?: true;
  /** Takes posts from other sites, of any content type: what it does needs a signature or a token. */
  crossSite?: true;
  /** Kept out of search engines, though everybody may read it. */
  robots?: "noindex";
  policy?: Exclude<PolicyClass, "page">;
  /** Of organisers' paths: the least role that may read; any of them unless it says otherwise. */
  role?: Role;
  /**
   * Of organisers' paths that take posts: what its forms can ask for, by the `intent` of the button
   * (UNNAMED where it has none), each with who may. What is not named asks for an owner who has just
   * signed in, and the route does not know it.
   */
  intents?: Readonly<Record<string, Access>>;
}

/** Who may do something: the least role, and how lately they must have signed in. */
export type Access = `${Role} ${SignIn}`;

/** `fresh` for what sends, approves, redirects mail or opens its way; `session` for the rest. */
export type SignIn = "fresh" | "session";
/** The intent of a form's only button. */
export const UNNAMED = "";

export const both = ["GET", "POST"] as const;

/** Of a page where something is written: kept, or shown as it would be. */
export const draftForm = {
  methods: both,
  intents: { [UNNAMED]: "organiser session", show: "organiser session" },
  role: "organiser",
} as const satisfies Partial<PathRow>;
