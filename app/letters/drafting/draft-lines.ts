/** A draft as texts that two people can compare: each field with its label. */
import * as v from "valibot";

import { formatNumber } from "../../words/format.ts";
import { audience, describeAudience } from "../audience.ts";
import type { Draft } from "../letter.ts";
import type { LetterChoices } from "../letter-form.ts";

/** As the audit log keeps it. */
const draft: v.GenericSchema<unknown, Draft> = v.object({
  subject: v.string(),
  body: v.string(),
  demandIds: v.array(v.number()),
  audience,
  perHour: v.number(),
  window: v.picklist(["any", "office-hours"]),
});

/** @returns undefined for what is none */
export function readDraft(kept: unknown): Draft | undefined {
  const read = v.safeParse(draft, kept);
  return read.success ? read.output : undefined;
}

export interface LabelledText {
  label: string;
  text: string;
}

/** In the order of the form; those of two drafts have the same labels. */
export function linesOfDraft(
  { subject, body, demandIds, audience, perHour, window }: Draft,
  { demands, members }: Pick<LetterChoices, "demands" | "members">,
): LabelledText[] {
  const titles = demandIds.map(
    (id) => demands.find((demand) => demand.id === id)?.title ?? `Demand ${id}`,
  );
  const nameOf = (id: number) => {
    const member = members.find((one) => one.id === id);
    return member ? `${member.constituency}: ${member.name}` : `Member ${id}`;
  };
  const chosen = audience.to === "members" ? audience.members.map(nameOf) : [];
  const without = audience.except?.map((id) => `not to ${nameOf(id)}`) ?? [];
  const when = window === "any" ? "at any time" : "in office hours";
  return [
    { label: "Subject", text: subject },
    { label: "The letter", text: body },
    { label: "Demands", text: titles.join("\n") },
    { label: "Who gets it", text: [describeAudience(audience), ...chosen, ...without].join("\n") },
    { label: "How fast", text: `${formatNumber("en", perHour)} an hour, ${when}` },
  ];
}
