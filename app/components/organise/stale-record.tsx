/** Says above a short form that somebody else has filled it in meanwhile, and shows both. */
import { flashes } from "../../words/flash.ts";
import { staleWords } from "../../words/organise-forms.ts";
import type { StaleRecord } from "../../words/stale-record.ts";
import { ErrorBox } from "../error-summary.tsx";
import { TwoTexts } from "./two-texts.tsx";

/** @param props.here the page, where what is kept is left as it is */
export function StaleRecordNotice({
  said,
  isNamed,
  kept,
  yours,
  here,
}: StaleRecord & { here: string }) {
  return (
    <section className="stale">
      <ErrorBox title={isNamed ? flashes[said] : staleWords.unnamed}>
        <p>
          {staleWords.mergeRecord} <a href={here}>{staleWords.takeTheirs}</a>
        </p>
      </ErrorBox>
      <TwoTexts
        leftTitle={staleWords.theirs}
        rightTitle={staleWords.yours}
        left={kept}
        right={yours}
      />
    </section>
  );
}
