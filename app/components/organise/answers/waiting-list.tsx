/** Answers that nobody has decided on, the longest waiting first. */
import type { WaitingAnswer } from "../../../answers/given/list-given.server.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { answersWords as t } from "../../../words/organise/answers.ts";
import { Moment } from "../organise-page.tsx";
import { softenLong } from "../../../words/typography/hyphens.ts";

export function WaitingList(props: { waiting: readonly WaitingAnswer[]; mayRead: boolean }) {
  const { waiting, mayRead } = props;
  if (waiting.length === 0) return <p>{t.noneWaits}</p>;
  return (
    <ul className="entries">
      {waiting.map(({ id, member, constituency, demand, stance, givenAt, ...more }) => (
        <li key={id}>
          <b>{softenLong(member)}</b>, {constituency ?? t.formerly}: {en.members.stances[stance]}
          {more.isCorrection && (
            <>
              {" "}
              <span className="tag">{t.correction}</span>
            </>
          )}
          {more.signs.length > 0 && (
            <>
              {" "}
              <span className="tag">{t.casework}</span>
            </>
          )}
          <p className="hint">
            {demand} · <Moment at={givenAt} />
          </p>
          {mayRead && (
            <a
              className="button quiet"
              href={href("/organise/answers/:id", { id })}
              aria-label={t.readThis(member)}
            >
              {t.read}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
