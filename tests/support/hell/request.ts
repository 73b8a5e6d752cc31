/** A request that hurts, and what its path usually takes. */
import type fc from "fast-check";

import type { Pattern } from "#app/paths.ts";

import type { Fields } from "../forms.ts";

export interface HellRequest {
  /** As it is told where it goes wrong. */
  [fc.toStringMethod]?: () => string;
  bytes: Buffer;
  /** It says itself that there is more to come, or is no HTTP: then it may be given up without an answer. */
  isBroken: boolean;
}

/** What a request is made of, beside what hurts. */
export interface Usual {
  pattern: Pattern;
  /** Of something that exists. */
  example: string;
  host: string;
  origin: string;
  /** What the forms of the path send, one of them each time. */
  forms: readonly Fields[];
  cookie: string | undefined;
}
