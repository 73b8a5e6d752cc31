/** How far a letter has come; while it is on its way the numbers renew themselves. */
import { type CopyCounts, progressOf } from "../../../letters/copy-life.ts";
import type { Letter } from "../../../letters/letter.ts";
import { href } from "../../../paths.ts";
import { en } from "../../../words/en.ts";
import { formatNumber } from "../../../words/format.ts";
import { repeatWords } from "../../../words/organise/letters.ts";
import { Moment } from "../organise-page.tsx";

const notLive =
  "Email is not live here: every copy goes to a stand-in address, and no member is written to.";
const n = (value: number) => formatNumber("en", value);

export function LetterProgress(props: {
  letter: Pick<Letter, "id" | "state" | "rehearsal" | "countedAt" | "sendAt">;
  counts: CopyCounts;
  rehearsal: boolean;
  /** When the recess ends that its copies wait for. */
  recess: Date | undefined;
}) {
  const { letter, counts, rehearsal, recess } = props;
  const isMoving = letter.state === "sending" || letter.sendAt !== null;
  return (
    <section id="progress" data-refresh={isMoving ? 10 : undefined}>
      <p>
        <span className="tag">{en.letters.states[letter.state]}</span>{" "}
        {letter.rehearsal && <span className="tag">{en.letters.rehearsed}</span>}{" "}
        {letter.countedAt && (
          <>
            Counted <Moment at={letter.countedAt} />,{" "}
            <a href={href("/letters/:id", { id: letter.id })}>as the public sees it</a>.
          </>
        )}
        {letter.sendAt && (
          <>
            Sent by itself on <Moment at={letter.sendAt} />, London time.
          </>
        )}
      </p>
      {recess && (
        <p className="note">
          {repeatWords.recess} <Moment at={recess} />.
        </p>
      )}
      {rehearsal && <p className="note">{letter.countedAt ? en.letters.rehearsal : notLive}</p>}
      {letter.countedAt && <Bar counts={counts} />}
    </section>
  );
}

function Bar({ counts }: { counts: CopyCounts }) {
  const { left, all, waiting, stopped } = progressOf(counts);
  return (
    <p>
      <progress value={left} max={Math.max(all, 1)} aria-label={`${left} of ${all} copies`} />{" "}
      {n(left)} of {n(all)} copies have left.
      {counts.failed > 0 && ` ${n(counts.failed)} did not.`}
      {counts.unknown > 0 && ` Of ${n(counts.unknown)} it is not known.`}
      {waiting > 0 && ` ${n(waiting)} ${waiting === 1 ? "waits" : "wait"}.`}
      {stopped > 0 && ` ${n(stopped)} ${stopped === 1 ? "was" : "were"} stopped.`}
    </p>
  );
}
