/** Says before words are changed that people signed: what changes, and how many signed the old ones. */
import { demandPages as say } from "../../../words/organise/demands.ts";
import { ErrorBox } from "../../error-summary.tsx";
import { type Labelled, TwoTexts } from "../two-texts.tsx";

export interface Asks {
  signed: number;
  all: number;
  waiting: number;
  /** What the second press carries. */
  confirm: string;
  before: Labelled[];
  after: Labelled[];
}

/** @param props.form the id of the form that is sent again; @param props.here where all stays as it is */
export function SignedWords(props: Asks & { form: string; here: string }) {
  const { signed, all, waiting, confirm, before, after, form, here } = props;
  return (
    <section className="stale">
      <ErrorBox title={say.notKeptSigned(signed)}>
        <p>
          {say.signedNotice(signed, all)}
          {say.waitingNotice(waiting)} They stay signatures of the words that they were given to;
          the page shows how many signed which.
        </p>
        <p className="together">
          <button type="submit" form={form} name="confirmed" value={confirm}>
            Keep the new words
          </button>
          <a className="button quiet" href={here}>
            Leave the words as they are
          </a>
        </p>
      </ErrorBox>
      <TwoTexts leftTitle="Signed" rightTitle="New words" left={before} right={after} />
    </section>
  );
}
