/** Asks once more, in numbers, before signatures are withdrawn or all is erased. */
import { useSite } from "../../pages/site.tsx";
import { seenOf } from "../../signatures/manage/forms.ts";
import type { HeldCounts } from "../../signatures/manage/held.ts";
import { StepsPage } from "../steps-page.tsx";

/** @param props.demands those whose signatures go */
export function SureForm(
  props: { action: string; demands: { id: number; title: string; isCounted: boolean }[] } & (
    | { ask: "withdraw"; counts: Pick<HeldCounts, "signatures"> }
    | { ask: "erase"; counts: HeldCounts }
  ),
) {
  const { action, demands, ask } = props;
  const { words } = useSite();
  const t = words.manage;
  const counted = demands.filter(({ isCounted }) => isCounted).length;
  return (
    <StepsPage title={t.sure}>
      <p className="lead">
        {ask === "erase" ? t.sureErase(props.counts) : t.sureWithdraw(props.counts.signatures)}
      </p>
      <ul>
        {demands.map(({ id, title }) => (
          <li key={id}>{title}</li>
        ))}
      </ul>
      {demands.length > 0 && <p>{t.sureCount(counted, demands.length - counted)}</p>}
      <p>{ask === "erase" ? t.eraseMeans : t.withdrawMeans}</p>
      <form method="post" action={action}>
        {ask === "withdraw" &&
          demands.map(({ id }) => <input key={id} type="hidden" name="demand" value={id} />)}
        <input type="hidden" name="seen" value={seenOf(props.counts)} />
        <input type="hidden" name="sure" value="yes" />
        <button name="intent" value={ask} className="danger">
          {ask === "erase" ? t.sureEraseButton : t.sureWithdrawButton}
        </button>
      </form>
      <p>
        <a href={action}>{t.back}</a>
      </p>
    </StepsPage>
  );
}
