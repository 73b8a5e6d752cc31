/** A draft as texts that two people can compare: each field with its label. */
import * as v from "valibot";

import { formatNumber } from "../words/format.ts";
import { locales } from "../words/locale.ts";
import { languageNames } from "../words/organise/demands.ts";
import { updateWords as t } from "../words/organise/updates.ts";
import type { Draft } from "./update.ts";
import type { DemandChoices } from "./update-form.ts";

const text = v.object({ subject: v.string(), body: v.string() });
const other = v.exactOptional(text);

/** As the audit log keeps it. */
const draft = v.object({
  texts: v.object({ en: text, uk: other, kk: other, ru: other }),
  demandIds: v.array(v.number()),
  perHour: v.number(),
});

/** @returns undefined for what is none */
export function readDraft(kept: unknown): Draft | undefined {
  const read = v.safeParse(draft, kept);
  return read.success ? read.output : undefined;
}

/** In the order of the form; those of two drafts have the same labels. */
export function linesOfDraft({ texts, demandIds, perHour }: Draft, demands: DemandChoices) {
  const titles = demandIds.map(
    (id) => demands.find((demand) => demand.id === id)?.title ?? `Demand ${id}`,
  );
  return [
    ...locales.flatMap((locale) => [
      { label: `${t.subject}, ${languageNames[locale]}`, text: texts[locale]?.subject ?? "" },
      { label: `${t.body}, ${languageNames[locale]}`, text: texts[locale]?.body ?? "" },
    ]),
    { label: t.facts.demands, text: titles.join("\n") },
    { label: t.facts.pace, text: `${formatNumber("en", perHour)} an hour` },
  ];
}
