/** The form that a demand is made and changed with; everything typed is kept, the preview follows it. */
import type { DemandState } from "#db/schema.ts";

import {
  type DemandProblems,
  closable,
  openable,
  type TypedDemand,
} from "../../../demands/writing/demand-form.ts";
import { SLUG_MAX } from "../../../demands/slug.ts";
import { demandLabels as labels, demandProblems } from "../../../words/organise/demands.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { Field, FieldSet } from "../../field.tsx";
import { HiddenFields } from "../hidden-fields.tsx";
import { DemandPreview, type Preview } from "./demand-preview.tsx";
import { TextFields } from "./text-fields.tsx";

export interface DemandFormProps {
  action: string;
  state: DemandState;
  typed: TypedDemand;
  problems: DemandProblems;
  /** Of the demand that is changed; undefined for a new one. */
  version?: string | undefined;
  /** What stands in its address; "" where nothing is typed. */
  slug: string;
  preview: Preview;
}

/** Buttons elsewhere on the page send the form by this id. */
export const DEMAND_FORM = "demand-form";

/** @param props.keep what the button that keeps it says */
export function DemandForm(props: DemandFormProps & { keep: string }) {
  const { action, state, typed, problems, version, slug, preview, keep } = props;
  return (
    <form
      method="post"
      action={action}
      noValidate
      id={DEMAND_FORM}
      className="beside"
      data-live="show"
      data-part="preview"
    >
      <div>
        {version !== undefined && <HiddenFields fields={{ version }} />}
        <ErrorSummary title={demandProblems.notKept} problems={problems} note={formWords.kept} />
        <TextFields typed={typed} problems={problems} />
        <Settings state={state} typed={typed} problems={problems} />
        <p className="together">
          <button type="submit">{keep}</button>
          <button type="submit" name="intent" value="show" className="quiet">
            Show
          </button>
        </p>
      </div>
      <DemandPreview {...preview} slug={slug} />
    </form>
  );
}

function Settings({
  state,
  typed,
  problems,
}: Pick<DemandFormProps, "state" | "typed" | "problems">) {
  return (
    <>
      <Field
        name="goal"
        label={labels.goal}
        hint="How many signatures. Empty: the next round number."
        problem={problems.goal}
      >
        <input inputMode="numeric" className="short" defaultValue={typed.goal} />
      </Field>
      {(openable(state) || closable(state)) && (
        <FieldSet legend="When, London time">
          {openable(state) && (
            <Field
              name="opened_at"
              label={labels.openedAt}
              hint="Empty: when somebody opens it."
              problem={problems.opened_at}
            >
              <input type="datetime-local" className="short" defaultValue={typed.opened_at} />
            </Field>
          )}
          <Field
            name="closes_at"
            label={labels.closesAt}
            hint="Empty: when somebody closes it. Of an hour that comes twice in October the second is meant."
            problem={problems.closes_at}
          >
            <input type="datetime-local" className="short" defaultValue={typed.closes_at} />
          </Field>
        </FieldSet>
      )}
      <Field
        name="slug"
        label={labels.slug}
        hint="What stands after /demands/. Empty: made from the title. What it was before leads here for ever."
        problem={problems.slug}
      >
        <input
          maxLength={SLUG_MAX}
          autoCapitalize="off"
          spellCheck={false}
          defaultValue={typed.slug}
        />
      </Field>
      <Field
        name="topics"
        label={labels.topics}
        hint="With commas between them, such as human-rights, sanctions."
        problem={problems.topics}
      >
        <input autoCapitalize="off" defaultValue={typed.topics} />
      </Field>
      <Field
        name="position"
        label={labels.position}
        hint="Among organisers, and in public among those with as many signatures. Empty: last."
        problem={problems.position}
      >
        <input inputMode="numeric" className="short" defaultValue={typed.position} />
      </Field>
    </>
  );
}
