/** Why a transport is paused or halted: a code, and what the service said. */
import * as v from "valibot";

/** `problem` is fit to be stored: short, without addresses. */
export type PauseReason =
  | { code: "daily-quota" | "monthly-quota" | "rate" | "other" }
  | { code: "resend-refused" | "smtp-refused"; problem: string };

const pauseReason: v.GenericSchema<unknown, PauseReason> = v.variant("code", [
  v.object({ code: v.picklist(["daily-quota", "monthly-quota", "rate", "other"]) }),
  v.object({ code: v.picklist(["resend-refused", "smtp-refused"]), problem: v.string() }),
]);

/** Reads a reason back from its row; what another version of the program stored is `other`. */
export function readPauseReason(code: string, data: unknown): PauseReason {
  const known = v.safeParse(pauseReason, { ...(data as object), code });
  return known.success ? known.output : { code: "other" };
}
