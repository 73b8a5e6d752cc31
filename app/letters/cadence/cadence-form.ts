/** The fields with which a member says how often to write: for a form that may ask for more. */
import * as f from "../../pages/read-form.ts";
import {
  type Cadence,
  cadenceChoices,
  THRESHOLD_LEAST,
  THRESHOLD_MOST,
  THRESHOLD_USUAL,
} from "./cadence.ts";

/** To be spread into a form's own fields. */
export const cadenceFields = {
  cadence: f.choice(cadenceChoices, "cadence-choose"),
  threshold: f.where(
    "cadence",
    "threshold",
    f.number(THRESHOLD_LEAST, THRESHOLD_MOST, "cadence-number"),
  ),
};

type Fields = typeof cadenceFields;
export type TypedCadence = f.TypedIn<Fields>;
export type CadenceProblems = f.ProblemsIn<Fields, "repeated">;

export function cadenceIn({ cadence, threshold }: f.ValuesOf<Fields>): Cadence {
  // the number is read where the choice asks for it
  return cadence === "threshold" ? { choice: cadence, threshold: threshold! } : { choice: cadence };
}

/** The fields as they are shown for what is kept. */
export const typedOfCadence = (cadence: Cadence): TypedCadence => ({
  cadence: cadence.choice,
  threshold: String(cadence.choice === "threshold" ? cadence.threshold : THRESHOLD_USUAL),
});
