/** The tiles of the overview, which ask for themselves again while somebody watches. */
import type { ReactNode } from "react";

import { subjectInBrackets } from "../../../letters/text/fields.ts";
import type { Figures } from "../../../organisers/figures.server.ts";
import { href } from "../../../paths.ts";
import { formatNumber, TIME_ZONE } from "../../../words/format.ts";
import { figureWords as t } from "../../../words/organise/overview.ts";
import { DayLine } from "./day-line.tsx";

const n = (value: number) => formatNumber("en", value);

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: TIME_ZONE });

export function FigureTiles({ figures }: { figures: Figures }) {
  const { at, days, waiting, letters, updates, answers, trouble, tasks } = figures;
  const week = days.reduce((sum, { count }) => sum + count, 0);
  const mails = Object.values(trouble).reduce((sum, count) => sum + count, 0);
  return (
    <section
      id="figures"
      aria-label={t.label}
      data-refresh="10"
      data-from={href("/organise/figures")}
    >
      <div className="tiles">
        <Tile head={t.today} number={days.at(-1)!.count} look="wide" note={t.week(week)}>
          <DayLine days={days} />
        </Tile>
        <Tile
          head={t.waiting}
          number={waiting.waiting}
          note={(waiting.isAll ? t.ofAll : t.ofLatest)(waiting.of)}
        />
        <Tile head={letters.length === 0 && updates.length > 0 ? t.updates : t.underWay}>
          {letters.length + updates.length === 0 && <p className="hint">{t.noLetter}</p>}
          {letters.map((letter) => (
            <Bar
              key={letter.id}
              {...letter}
              subject={subjectInBrackets(letter.subject)}
              path={href("/organise/letters/:id", letter)}
            />
          ))}
          {letters.length > 0 && updates.length > 0 && <h2>{t.updates}</h2>}
          {updates.map((update) => (
            <Bar key={update.id} {...update} path={href("/organise/updates/:id", update)} />
          ))}
        </Tile>
        <Tile
          head={<a href={href("/organise/members")}>{t.answers}</a>}
          number={answers}
          note={t.answersNote}
        />
        <Tile
          head={<a href="#needs">{t.problems}</a>}
          number={tasks + mails}
          note={`${t.tasksNote(tasks)}; ${t.problemsNote(mails)}`}
        />
      </div>
      <p className="hint">
        {t.asOf} <time dateTime={at.toISOString()}>{clock.format(at)}</time>.
      </p>
    </section>
  );
}

function Bar(props: {
  path: string;
  subject: string;
  state: string;
  progress: { left: number; all: number };
}) {
  const { path, subject, state, progress } = props;
  const { left, all } = progress;
  return (
    <div>
      <p>
        <a href={path}>{subject}</a>
      </p>
      <progress value={left} max={Math.max(all, 1)} aria-label={t.left(left, all)} />
      <p className="hint">
        {t.left(left, all)}
        {state === "paused" && `; ${t.paused}`}
      </p>
    </div>
  );
}

function Tile(props: {
  head: ReactNode;
  number?: number;
  note?: string;
  look?: "wide";
  children?: ReactNode;
}) {
  const { head, number, note, look, children } = props;
  return (
    <div className={look}>
      <h2>{head}</h2>
      {number !== undefined && <p className="figure">{n(number)}</p>}
      <div className={number === undefined ? "alone" : undefined}>
        {note !== undefined && <p className="hint">{note}</p>}
        {children}
      </div>
    </div>
  );
}
