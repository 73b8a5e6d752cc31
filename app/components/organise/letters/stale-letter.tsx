/** Says above a letter, or the form of one, that it is no longer what was seen, and shows both. */
import type { ReactNode } from "react";

import { href } from "../../../paths.ts";
import { flashes, type Flash } from "../../../words/flash.ts";
import { staleWords } from "../../../words/organise-forms.ts";
import { ErrorBox } from "../../error-summary.tsx";
import { Table } from "../../table.tsx";
import { LETTER_FORM } from "./letter-form.tsx";
import { Moment } from "../organise-page.tsx";
import { type Labelled, TwoTexts } from "../two-texts.tsx";

interface Stale {
  said: Flash;
  isNamed: boolean;
  by: { who: string; at: Date } | undefined;
  texts: { other: Labelled[]; kept: Labelled[] } | undefined;
  differences: { what: string; was: string | null; is: string }[];
}

/**
 * @param props.titles above what was seen or typed, and what is kept
 * @param props.isTyped the other text is one's own: then it stands on the right, as what would be kept
 * @param props.children what to do, above both texts
 * @param props.deeds the buttons that do it, below them
 */
export function StaleNotice(
  props: Stale & { isTyped?: boolean; deeds?: ReactNode; children: ReactNode },
) {
  const { said, isNamed, by, texts, differences, isTyped = false, deeds, children } = props;
  const other = isTyped ? staleWords.yours : staleWords.seen;
  const kept = isTyped ? staleWords.theirs : staleWords.stands;
  return (
    <section className="stale">
      <ErrorBox title={isNamed ? flashes[said] : staleWords.unnamed}>
        {texts && by && (
          <p>
            {kept}: written by {by.who}, <Moment at={by.at} />.
          </p>
        )}
        {children}
      </ErrorBox>
      {texts && (
        <>
          <h2>{staleWords.both}</h2>
          <p className="hint">{staleWords.marked}</p>
          {isTyped ? (
            <TwoTexts leftTitle={kept} rightTitle={other} left={texts.kept} right={texts.other} />
          ) : (
            <TwoTexts leftTitle={other} rightTitle={kept} left={texts.other} right={texts.kept} />
          )}
        </>
      )}
      {differences.length > 0 && <Differences rows={differences} />}
      {deeds}
    </section>
  );
}

/** Of a draft that was typed over another one than is kept. @param props.isOver it is a draft no longer */
export function StaleDraft({ id, isOver, ...stale }: Stale & { id: number; isOver: boolean }) {
  const params = { id };
  return (
    <StaleNotice {...stale} isTyped>
      <p>{isOver ? staleWords.mergeNew : staleWords.merge}</p>
      <p className="together">
        <button type="submit" form={LETTER_FORM}>
          {isOver ? staleWords.keepAsNew : staleWords.keepMine}
        </button>
        <a
          className="button quiet"
          href={
            isOver
              ? href("/organise/letters/:id", params)
              : href("/organise/letters/:id/edit", params)
          }
        >
          {staleWords.takeTheirs}
        </a>
      </p>
    </StaleNotice>
  );
}

/** What is otherwise than it was approved, or seen. */
export function Differences({ rows }: { rows: Stale["differences"] }) {
  return (
    <Table
      scrolls={staleWords.changed}
      look="compact stack"
      rows={rows}
      keyOf={({ what, is }) => `${what} ${is}`}
      columns={[
        { head: staleWords.changed, names: true, cell: ({ what }) => what },
        { head: "Was", labelled: true, cell: ({ was }) => was ?? "something else" },
        { head: "Is now", labelled: true, cell: ({ is }) => is },
      ]}
    />
  );
}
