/** What became of a signing or a confirmation that was posted. */
import type { SigningOutcome } from "./sign.server.ts";
import type { ReadForm } from "./signing-form.ts";

type Filled = Extract<ReadForm, { result: "filled" }>;

export type PostedSigning =
  | Exclude<ReadForm, Filled>
  /** The visitor's network has to wait so many seconds. */
  | { result: "limited"; wait: number; filled: Filled }
  | { result: SigningOutcome; filled: Filled }
  | { result: "busy" };

export type PostedConfirmation =
  /** The slug of the first demand that stands as a signature now. */
  | { result: "confirmed"; first: string }
  /** A forged or old link, or nothing of it is ticked and still open. */
  | { result: "nothing" }
  | { result: "busy" };

/** A post that the host has taken, for the route that says what became of it or how it failed. */
export interface Posted {
  signing?: Promise<PostedSigning>;
  confirmation?: Promise<PostedConfirmation>;
}
