/** What of the English has changed since a translation was made. */
import type { ReactNode } from "react";

import { type Labelled, TwoTexts } from "../two-texts.tsx";

export interface Since {
  /** The English that was translated; undefined where it is not known. */
  before: Labelled[] | undefined;
  after: Labelled[];
}

/** @param props.children what can be done about it */
export function EnglishSince({ before, after, children }: Since & { children: ReactNode }) {
  return (
    <section className="stale">
      <h2>Out of date: the English has changed</h2>
      {before && (
        <TwoTexts leftTitle="English then" rightTitle="English now" left={before} right={after} />
      )}
      <p className="hint">
        Change the translation below and keep it. Where nothing has to be changed, say so.
      </p>
      {children}
    </section>
  );
}
