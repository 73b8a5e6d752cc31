/** Says which signatures are meant, and what is to be done with them; looking for them changes nothing. */
import { deeds } from "../../../review/bulk/bulk.ts";
import type { TypedConditions } from "../../../pages/signatures/read-conditions.ts";
import { href } from "../../../paths.ts";
import { deedWords } from "../../../words/organise/signatures.ts";
import { Field, Options } from "../../field.tsx";

interface Choice {
  value: string | number;
  label: string;
}

/** @param props.typed what a form that was not taken held */
export function ConditionsForm(props: {
  demands: Choice[];
  places: Choice[];
  typed: TypedConditions | undefined;
}) {
  const { demands, places, typed } = props;
  return (
    <form method="post" action={href("/organise/signatures/work")}>
      <p className="hint">
        Those that meet everything you choose. For an email domain or a network begin at its
        cluster.
      </p>
      <Field name="demand" label="Demand">
        <select defaultValue={typed?.demand}>
          <Options of={[{ value: "", label: "Any demand" }, ...demands]} />
        </select>
      </Field>
      <Field name="place" label="Place">
        <select defaultValue={typed?.place}>
          <Options of={[{ value: "", label: "Any place" }, ...places]} />
        </select>
      </Field>
      <Field name="fromTime" label="Confirmed at this time or later" hint="By London’s clock.">
        <input type="datetime-local" defaultValue={typed?.fromTime} />
      </Field>
      <Field name="untilTime" label="Confirmed before this time">
        <input type="datetime-local" defaultValue={typed?.untilTime} />
      </Field>
      <div className="together">
        {deeds.map((deed) => (
          <button key={deed} name="intent" value={deed} className="quiet">
            {deedWords[deed].name}…
          </button>
        ))}
      </div>
    </form>
  );
}
