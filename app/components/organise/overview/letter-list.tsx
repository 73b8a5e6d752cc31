/** The latest letters in a line each. */
import type { LetterState } from "#db/schema.ts";

import { subjectInBrackets } from "../../../letters/text/fields.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { listWords } from "../../../words/organise/letters.ts";
import { Moment } from "../organise-page.tsx";

export interface LetterLine {
  id: number;
  subject: string;
  state: LetterState;
  rehearsal: boolean;
  /** Whom it is for, in words. */
  audience: string;
  createdAt: Date;
}

export function LetterList({ letters }: { letters: LetterLine[] }) {
  if (letters.length === 0) return <p>{listWords.noneYet}</p>;
  return (
    <ul className="entries">
      {letters.map(({ id, subject, state, rehearsal, audience, createdAt }) => (
        <li key={id}>
          <p>
            <a href={href("/organise/letters/:id", { id })}>{subjectInBrackets(subject)}</a>
          </p>
          <p className="hint">
            <span className="tag">{en.letters.states[state]}</span>
            {rehearsal && <span className="tag">{en.letters.rehearsed}</span>}
            {audience}, written <Moment at={createdAt} />
          </p>
        </li>
      ))}
    </ul>
  );
}
