/** Reads back why a transport is paused or halted. */
import * as v from "valibot";

import type { PauseReason } from "../app/words/mail-pause.ts";

const pauseReason: v.GenericSchema<unknown, PauseReason> = v.variant("code", [
  v.object({ code: v.picklist(["daily-quota", "monthly-quota", "hourly-limit", "rate", "other"]) }),
  v.object({ code: v.picklist(["resend-refused", "smtp-refused"]), problem: v.string() }),
]);

/** What another version of the program stored is `other`. */
export function readPauseReason(code: string, data: unknown): PauseReason {
  const known = v.safeParse(pauseReason, { ...(data as object), code });
  return known.success ? known.output : { code: "other" };
}
