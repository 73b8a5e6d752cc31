/** What the list of members can be narrowed to: a plain form whose answers stand in the address. */
import type { Asked } from "../../../pages/members/sitting.ts";
import { href } from "../../../paths.ts";
import { listWords as t } from "../../../words/organise/members.ts";
import { Field, Options } from "../../field.tsx";
import { Narrowing } from "../narrowing.tsx";

export interface FilterChoices {
  regions: readonly string[];
  parties: readonly { value: string; label: string }[];
  demands: readonly { slug: string; title: string }[];
}

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** Those that stand folded away until one of them is asked. */
const more = ["region", "demand", "answered", "address", "writing", "written"];

export function Filters({ asked, choices }: { asked: Asked; choices: FilterChoices }) {
  const demands = choices.demands.map(({ slug, title }) => ({ value: slug, label: title }));
  const { constituency: first, ...sorts } = t.sorts;
  const select = (name: string, label: string, options: Choice[], none: string = t.all) => (
    <Select name={name} label={label} options={options} none={none} asked={asked[name] ?? ""} />
  );
  return (
    <Narrowing
      action={href("/organise/members")}
      find={t.find}
      more={{
        label: t.more,
        isAsked: more.some((name) => asked[name] !== undefined),
        fields: (
          <>
            {select("region", t.region, plain(choices.regions))}
            {select("demand", t.demand, demands, t.anyDemand)}
            {select("answered", t.answered, optionsOf(t.answers))}
            {select("address", t.address, optionsOf(t.addresses))}
            {select("writing", t.writing, optionsOf(t.writings))}
            {select("written", t.written, optionsOf(t.writtens))}
          </>
        ),
      }}
      clear={Object.keys(asked).length > 0 && t.clear}
    >
      <Field name="q" label={t.search}>
        <input type="search" defaultValue={asked["q"]} autoComplete="off" />
      </Field>
      {select("party", t.party, [...choices.parties])}
      {select("sort", t.sort, optionsOf(sorts), first)}
    </Narrowing>
  );
}

interface Choice {
  value: string;
  label: string;
}

function Select(props: {
  name: string;
  label: string;
  options: readonly Choice[];
  none: string;
  asked: string;
}) {
  const { name, label, options, none, asked } = props;
  const isKnown = asked === "" || options.some(({ value }) => value === asked);
  return (
    <Field name={name} label={label}>
      <select defaultValue={asked}>
        <option value="">{none}</option>
        {!isKnown && <option value={asked}>{asked}</option>}
        <Options of={options} />
      </select>
    </Field>
  );
}
