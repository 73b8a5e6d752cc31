/** Members to tick: those who are ticked, and those whom a search finds; a button searches where no script does. */
import type { LetterChoices } from "../../../letters/letter-form.ts";
import { composeWords as t } from "../../../words/organise/letters.ts";
import { finder, readSearch } from "../../../words/typed/search.ts";
import { CheckField, FieldSet } from "../../field.tsx";

/** So many are offered at once; a search narrows them down. */
const OFFERED = 30;

/**
 * @param props.name of the boxes; what is looked for is posted as `find_` and that name
 * @param props.chosen ids, as they are posted
 */
export function MemberPicker(props: {
  name: "member" | "except";
  label: string;
  hint: string;
  chosen: readonly string[];
  find: string;
  members: LetterChoices["members"];
  problem: string | undefined;
}) {
  const { name, label, hint, chosen, find, members, problem } = props;
  const ticked = new Set(chosen);
  const finds = finder(readSearch(find));
  const others = members.filter(
    (one) => !ticked.has(String(one.id)) && finds(one.name, one.constituency, one.party),
  );
  const shown = [
    ...members.filter(({ id }) => ticked.has(String(id))),
    ...others.slice(0, OFFERED),
  ];
  const more = others.length - OFFERED;
  return (
    <FieldSet name={name} legend={label} problem={problem}>
      <p className="hint">{hint}</p>
      <p className="together">
        <input
          type="search"
          name={`find_${name}`}
          defaultValue={find}
          aria-label={`${t.find}: ${label}`}
          autoComplete="off"
        />
        <button name="intent" value="show" className="quiet">
          {t.find}
        </button>
      </p>
      <div id={`${name}-list`} className="picker">
        {shown.map(({ id, name: who, constituency }) => (
          <CheckField
            key={id}
            id={`${name}-${id}`}
            name={name}
            value={String(id)}
            checked={ticked.has(String(id))}
          >
            {constituency}: {who}
          </CheckField>
        ))}
        {others.length === 0 && <p className="hint">{t.noneFound}</p>}
        {more > 0 && <p className="hint">{t.more(more)}</p>}
      </div>
    </FieldSet>
  );
}
