/** Answers of all sources, each with what of it is public. */
import type { ListedAnswer } from "../../../answers/given/list-given.server.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { formatDate } from "../../../words/format.ts";
import { answersWords as t } from "../../../words/organise/answers.ts";
import { softenLong } from "../../../words/typography/hyphens.ts";
import { Table } from "../../table.tsx";

function stateOf({ isPublic, givenId, decision }: ListedAnswer): keyof typeof t.states {
  if (!isPublic) return decision === null || decision === "published" ? "waiting" : decision;
  if (givenId === null || decision === "published") return "public";
  return decision === null ? "public-changed" : "public-kept";
}

/** Where it is decided on, or corrected. */
const pathOf = ({ givenId, stanceId, memberId }: ListedAnswer) =>
  givenId === null
    ? href("/organise/members/:id/answers/:answer", { id: memberId, answer: stanceId! })
    : href("/organise/answers/:id", { id: givenId });

export function AnswerTable(props: { answers: readonly ListedAnswer[]; mayRead: boolean }) {
  const { answers, mayRead } = props;
  return (
    <Table
      scrolls={t.title}
      look="compact stack"
      rows={answers}
      keyOf={pathOf}
      columns={[
        {
          head: t.member,
          names: true,
          cell: (row) => (
            <>
              {mayRead ? (
                <a href={pathOf(row)}>{softenLong(row.member)}</a>
              ) : (
                softenLong(row.member)
              )}
              <br />
              <span className="hint">{row.constituency ?? t.formerly}</span>
            </>
          ),
        },
        { head: t.demand, labelled: true, cell: ({ demand }) => demand },
        { head: t.stance, labelled: true, cell: ({ stance }) => en.members.stances[stance] },
        { head: t.day, labelled: true, cell: ({ day }) => formatDate("en", day) },
        {
          head: t.from,
          labelled: true,
          cell: ({ givenId }) => (givenId === null ? t.ways.hand : t.ways.link),
        },
        { head: t.state, labelled: true, cell: (row) => t.states[stateOf(row)] },
      ]}
    />
  );
}
