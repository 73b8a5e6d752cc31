/** What the host is given to serve a site with, and what it tells the site of each request. */
import type { IncomingMessage } from "node:http";

import type { LocaleCode, Role } from "#db/schema.ts";

import type { PathRow } from "../paths/row.ts";
import type { Changes } from "./changes.server.ts";

/** An organiser who is signed in. */
export interface Admitted {
  id: number;
  role: Role;
  signedInAt: Date;
}

/** Who asks for an organisers' path. */
export interface Admission {
  row: PathRow;
  method: string;
  cookie: string;
  /** Of a post. */
  fields: URLSearchParams;
}

/** Why a form waits until its sender has signed in again: it asks for a fresh sign-in, or the session ended. */
export type SignInAgain = "fresh" | "ended";

/** Where somebody is sent who may not do this, or why they have to sign in first. */
export type TurnedAway = { to: string } | { signInAgain: SignInAgain };

/** How a file arrived; of one that is too large all was read, and no more than its bound handed over. */
export type UploadEnded = "whole" | "too-large" | "cut-off" | "slow";

/** A file that arrives with a form. */
export interface Upload {
  /** As the sender calls it; "" where none was chosen. */
  name: string;
  /**
   * Hands over its bytes as they arrive, the next ones once the last are kept. Once.
   * @throws what `keep` throws
   */
  take: (keep: (bytes: Buffer) => Promise<void>) => Promise<UploadEnded>;
}

/** What the host knows of a request; routes find it in their `context`. */
export interface RequestFacts {
  locale: LocaleCode;
  /** "" or "/uk": begins every link when the language was chosen by address. */
  prefix: string;
  /** The visitor's network, for limits in memory alone; undefined on loopback in the demo. */
  visitor: string | undefined;
  /** Whether who asks sits at this machine: on loopback, and no proxy says that it asks for another. */
  isThisMachine: boolean;
  /** Whether a proxy passed it on, ours or anybody's. */
  isForwarded: boolean;
  /** Every value of every field of a posted form, by name; of anything else none. */
  fields: URLSearchParams;
  /** Of a posted form, the page that it stood on, as far as the browser says so. */
  referrer?: string | undefined;
  /** Of a form with a file, on a path that takes one. */
  upload?: Upload | undefined;
  /** Set on organisers' paths, and there always. */
  organiser: Admitted | undefined;
  /** The form that waits until its sender has signed in again; its fields are above. */
  waiting?: { path: string; why: SignInAgain };
  /** A status that the host decided on; the page that says so is rendered like any other. */
  refusal: number | undefined;
  /** Names the fault that made this answer; set where it is logged. */
  reference?: string;
  /** The fault that made this answer is the database's being away. */
  isAway?: boolean;
}

interface Log {
  error: (fields: object, message: string) => void;
}

export interface HostTools {
  config: { origin: string; trustedProxyHops: number; demo: boolean };
  log: Log;
  /** Whether a fault is the database's being away, which it has then written down for everybody. */
  tellAway: (error: unknown) => boolean;
  changes: Changes;
  metrics: {
    observeRequest: (method: string, status: number, seconds: number) => void;
    countPage: (outcome: "fresh" | "stale" | "miss") => void;
  };
  /** Whether the database answers and its schema is current. */
  isReady: () => Promise<boolean>;
  /** Is shown every request. */
  proxyWatch: { look: (req: IncomingMessage, row: PathRow) => void };
  /** Says who an organiser is, or what is done with somebody who may not do this. */
  admit: (ask: Admission) => Promise<Admitted | TurnedAway>;
}
