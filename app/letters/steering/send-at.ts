/** The moment at which a letter is to be sent by itself, as it is typed: on the legislature's clock. */
import * as f from "../../pages/read-form.ts";
import { TIME_ZONE } from "../../words/format.ts";
import { formWords } from "../../words/organise-forms.ts";
import { steerWords as say } from "../../words/organise/letters.ts";

const YEAR = 366 * 86_400_000;

const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: TIME_ZONE,
  dateStyle: "short",
  timeStyle: "short",
});

/** `2026-05-04T10:30`, as an input of type `datetime-local` takes and gives it. */
export const typedMoment = (moment: Date): string => clock.format(moment).replace(" ", "T");

/** @returns undefined for what is no moment, such as the hour that a clock put forward leaves out */
export function momentOf(typed: string): Date | undefined {
  const written = typed.trim().replace(" ", "T");
  const wall = Date.parse(`${written}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(written) || Number.isNaN(wall)) return undefined;
  // how far the clock is ahead of UTC at a moment near the one that is meant
  const ahead = (time: number) =>
    Date.parse(`${typedMoment(new Date(time))}Z`) - Math.floor(time / 60_000) * 60_000;
  const moment = new Date(wall - ahead(wall - ahead(wall)));
  return typedMoment(moment) === written ? moment : undefined;
}

/** When to send a letter; typed anew where it cannot be. */
export function readSendAt(fields: URLSearchParams, now: Date) {
  const form = {
    send_at: f.parsed((typed) => {
      const moment = momentOf(typed);
      if (!moment) return { problem: say.sendAtOdd };
      if (moment <= now) return { problem: say.sendAtPast };
      return moment.getTime() > now.getTime() + YEAR ? { problem: say.sendAtFar } : moment;
    }),
  };
  const { typed, problems, values } = f.readForm(fields, form, formWords.repeated);
  return values ? { sendAt: values.send_at } : { typed, problems };
}
export type RefusedSendAt = Extract<ReturnType<typeof readSendAt>, { problems: unknown }>;
