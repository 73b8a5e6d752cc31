/** The fields of a step of a demand's life. */
import type { LocaleCode } from "#db/schema.ts";

import { outcomes } from "../../../demands/life/deed-form.ts";
import { en } from "../../../words/en.ts";
import { lifeFormWords as t } from "../../../words/organise/demand-life.ts";
import { Field, Options } from "../../field.tsx";
import { EntryWordsFields } from "./entry-words-fields.tsx";

interface Typed {
  typed: Readonly<Record<string, string | undefined>>;
  problems: Readonly<Partial<Record<string, string>>>;
}

/** @param props.fields the names of those that it has; @param props.today `YYYY-MM-DD` */
export function DeedFields(
  props: Typed & {
    fields: readonly string[];
    slug: string;
    languages: readonly LocaleCode[];
    today: string;
  },
) {
  const { fields, slug, languages, today, typed, problems } = props;
  const has = (name: string) => fields.includes(name);
  return (
    <>
      {has("closes_at") && (
        <Field name="closes_at" label={t.closesAt} hint={t.closesHint} problem={problems.closes_at}>
          <input type="datetime-local" defaultValue={typed.closes_at} />
        </Field>
      )}
      {has("outcome") && (
        <>
          <Field name="outcome" label={t.outcome} problem={problems.outcome}>
            <select required defaultValue={typed.outcome}>
              <option value="">{t.choose}</option>
              <Options of={outcomes.map((one) => ({ value: one, label: en.state[one] }))} />
            </select>
          </Field>
          <DateField today={today} typed={typed} problems={problems} />
        </>
      )}
      {has("source_url") && <LinkField typed={typed} problems={problems} />}
      {has("body") && (
        <EntryWordsFields subject={false} languages={languages} typed={typed} problems={problems} />
      )}
      {has("confirm") && (
        <Field name="confirm" label={t.confirm(slug)} problem={problems.confirm}>
          <input autoComplete="off" spellCheck={false} required defaultValue={typed.confirm} />
        </Field>
      )}
    </>
  );
}

export function DateField({ today, typed, problems }: Typed & { today: string }) {
  return (
    <Field name="occurred_on" label={t.date} problem={problems.occurred_on}>
      <input type="date" max={today} required defaultValue={typed.occurred_on} />
    </Field>
  );
}

export function LinkField({ typed, problems }: Typed) {
  return (
    <Field name="source_url" label={t.link} hint={t.linkHint} problem={problems.source_url}>
      <input type="url" inputMode="url" defaultValue={typed.source_url} />
    </Field>
  );
}
