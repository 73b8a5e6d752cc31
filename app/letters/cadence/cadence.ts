/** How often a member is written to: their own choice, and what it allows. */
import { SHOWN_FROM } from "../../places/shown.ts";

/** In the order in which they are shown. `monthly` is what holds for whoever has chosen nothing. */
export const cadenceChoices = ["each", "monthly", "threshold", "never"] as const;

/** `threshold`: a copy once so many more have signed in the constituency than at the copy before. */
export type Cadence =
  { choice: "each" | "monthly" | "never" } | { choice: "threshold"; threshold: number };

export const usual: Cadence = { choice: "monthly" };

/** Of fewer no number is told, so a copy that came for them would tell it. */
export const THRESHOLD_LEAST = SHOWN_FROM;
export const THRESHOLD_MOST = 100_000;
/** What the form proposes. */
export const THRESHOLD_USUAL = 50;

/** Whether two choices are the same. */
export const isSameCadence = (one: Cadence, other: Cadence): boolean =>
  one.choice === other.choice && thresholdOf(one) === thresholdOf(other);

export const thresholdOf = (one: Cadence): number | null =>
  one.choice === "threshold" ? one.threshold : null;

/** Of a member, in one constituency and to one demand. */
export interface Standing {
  /** Signatures that count now; who withdrew is not among them. */
  here: number;
  /** The same as the member's last copy about the demand told it; 0 where there was none. */
  atLast: number;
  threshold: number;
}

/** Whether the number has come at which the member wants to be written to. */
export const isReached = ({ here, atLast, threshold }: Standing): boolean =>
  here - atLast >= threshold;
