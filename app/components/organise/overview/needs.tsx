/** What waits for an organiser, each with what does it: letters, mail that does not leave, tasks. */
import type { ReactNode } from "react";

import type { LetterState } from "#db/schema.ts";

import { subjectInBrackets } from "../../../letters/text/fields.ts";
import { href } from "../../../paths.ts";
import { formatNumber } from "../../../words/format.ts";
import { letterNeeds } from "../../../words/letters.ts";
import { type PauseReason, pauseSentence } from "../../../words/mail-pause.ts";
import { answersWords } from "../../../words/organise/answers.ts";
import { needsWords, stopWords } from "../../../words/organise/overview.ts";
import { proxySentences } from "../../../words/proxy-trouble.ts";
import { DeedButton, Moment } from "../organise-page.tsx";
import { type ShownTask, TaskItem } from "./task-item.tsx";

interface Props {
  letters: { id: number; subject: string; state: LetterState }[];
  tasks: ShownTask[];
  pause: { reason: PauseReason; until: Date | undefined; version: string } | undefined;
  queue: { length: number; oldest: Date | null };
  trouble: { failed: number; bounced: number; complained: number; unknown: number };
  lettersStopped: boolean;
  /** Given by an office, and not decided on. */
  answersWaiting: number;
  proxyTrouble: keyof typeof proxySentences | undefined;
  mayChange: boolean;
}

const n = (value: number) => formatNumber("en", value);

export function Needs(props: Props) {
  const { letters, tasks, pause, queue, trouble, lettersStopped, proxyTrouble, mayChange } = props;
  const { answersWaiting } = props;
  const waiting = letters.filter(({ state }) => letterNeeds[state]);
  const { failed, bounced, complained, unknown } = trouble;
  const some = waiting.length + tasks.length + answersWaiting;
  const nothing = some === 0 && !pause && !lettersStopped && !proxyTrouble;
  return (
    <section id="needs">
      <h2>What needs you</h2>
      {nothing && <p>Nothing right now.</p>}
      <ul className="entries">
        {proxyTrouble && <li>{proxySentences[proxyTrouble]}</li>}
        {lettersStopped && (
          <li>
            All letters are stopped.{" "}
            <a href={href("/organise/letters/stop-all")}>{stopWords.goThere}</a>
          </li>
        )}
        {pause && (
          <li>
            Email does not leave: {pauseSentence(pause.reason)}
            {pause.until && (
              <>
                {" "}
                It goes on at <Moment at={pause.until} />.
              </>
            )}
            {mayChange && (
              <Deeds>
                <DeedButton
                  action={href("/organise")}
                  intent="resume-mail"
                  className="quiet"
                  fields={{ version: pause.version }}
                >
                  {needsWords.tryMail(queue.length)}
                </DeedButton>
              </Deeds>
            )}
          </li>
        )}
        {waiting.map(({ id, subject, state }) => (
          <li key={id}>
            The letter{" "}
            <a href={href("/organise/letters/:id", { id })}>{subjectInBrackets(subject)}</a>{" "}
            {letterNeeds[state]}.
          </li>
        ))}
        {answersWaiting > 0 && (
          <li>
            <a href={href("/organise/answers")}>{answersWords.wait(answersWaiting)}</a>
          </li>
        )}
        {tasks.map((task) => (
          <TaskItem key={task.id} task={task} mayChange={mayChange} />
        ))}
      </ul>
      <dl className="facts">
        <dt>Emails that wait</dt>
        <dd>
          {n(queue.length)}
          {queue.oldest && (
            <>
              , the oldest since <Moment at={queue.oldest} />
            </>
          )}
        </dd>
        <dt>In the last seven days</dt>
        <dd>
          {n(failed)} failed, {n(bounced)} bounced, {n(complained)} arrived and were marked as spam,{" "}
          {n(unknown)} may or may not have left
        </dd>
      </dl>
    </section>
  );
}

const Deeds = ({ children }: { children: ReactNode }) => <div className="together">{children}</div>;
