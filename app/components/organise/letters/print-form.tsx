/** Which copies of a letter are printed, in numbers. */
import { type PostedTo, postedTo } from "../../../letters/paper/posted.ts";
import { href } from "../../../paths.ts";
import { printWords as t } from "../../../words/organise/printing.ts";
import { CheckField, FieldSet } from "../../field.tsx";

export function PrintForm({ id, numbers }: { id: number; numbers: Record<PostedTo, number> }) {
  if (numbers.all === 0) return <p className="note">{t.none}</p>;
  const first = postedTo.find((to) => numbers[to] > 0);
  return (
    <form method="post" action={href("/organise/letters/:id/print", { id })}>
      <FieldSet legend={t.whom}>
        {postedTo.map((to) => (
          <CheckField
            key={to}
            id={`to-${to}`}
            name="to"
            value={to}
            kind="radio"
            checked={to === first}
          >
            {t.to[to](numbers[to])}
          </CheckField>
        ))}
      </FieldSet>
      <p className="hint">{t.hint}</p>
      <button name="intent" value="print">
        {t.button}
      </button>
    </form>
  );
}
