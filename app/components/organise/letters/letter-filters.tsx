/** What narrows the list of letters down; a plain GET. */
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { listWords as t } from "../../../words/organise/letters.ts";
import { Field, Options } from "../../field.tsx";
import { Narrowing } from "../narrowing.tsx";

interface Asked {
  q: string;
  state: string;
  demand: string;
  from: string;
  to: string;
}

export function LetterFilters(props: {
  asked: Asked;
  demands: readonly { slug: string; title: string }[];
}) {
  const { asked, demands } = props;
  const states = Object.entries(en.letters.states);
  const { q, state, ...others } = asked;
  return (
    <Narrowing
      action={href("/organise/letters")}
      find={t.find}
      more={{
        label: t.more,
        isAsked: Object.values(others).some((one) => one !== ""),
        fields: (
          <>
            <Field name="demand" label={t.demand}>
              <select defaultValue={asked.demand}>
                <option value="">{t.any}</option>
                <Options of={demands.map(({ slug, title }) => ({ value: slug, label: title }))} />
              </select>
            </Field>
            <Field name="from" label={t.from}>
              <input type="date" defaultValue={asked.from} />
            </Field>
            <Field name="to" label={t.to}>
              <input type="date" defaultValue={asked.to} />
            </Field>
          </>
        ),
      }}
      clear={Object.values(asked).some((one) => one !== "") && t.clear}
    >
      <Field name="q" label={t.search}>
        <input type="search" defaultValue={q} autoComplete="off" />
      </Field>
      <Field name="state" label={t.state}>
        <select defaultValue={state}>
          <option value="">{t.any}</option>
          <Options of={states.map(([value, label]) => ({ value, label }))} />
        </select>
      </Field>
    </Narrowing>
  );
}
