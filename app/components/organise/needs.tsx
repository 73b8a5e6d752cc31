/** What waits for an organiser: letters, mail that does not leave, tasks. */
import type { LetterState } from "#db/schema.ts";

import { href } from "../../paths.ts";
import { formatNumber } from "../../words/format.ts";
import { letterNeeds } from "../../words/letters.ts";
import { type PauseReason, pauseSentence } from "../../words/mail-pause.ts";
import { proxySentences } from "../../words/proxy-trouble.ts";
import { DeedButton, Moment } from "./organise-page.tsx";

interface Props {
  letters: { id: number; subject: string; state: LetterState }[];
  tasks: { id: number; version: string; kind: string; text: string; createdAt: Date }[];
  pause: { reason: PauseReason; until: Date | undefined; version: string } | undefined;
  queue: { length: number; oldest: Date | null };
  trouble: { failed: number; bounced: number; complained: number; unknown: number };
  lettersStopped: boolean;
  proxyTrouble: keyof typeof proxySentences | undefined;
  mayChange: boolean;
}

const n = (value: number) => formatNumber("en", value);

export function Needs(props: Props) {
  const { letters, tasks, pause, queue, trouble, lettersStopped, proxyTrouble, mayChange } = props;
  const waiting = letters.filter(({ state }) => letterNeeds[state]);
  const { failed, bounced, complained, unknown } = trouble;
  const nothing = waiting.length + tasks.length === 0 && !pause && !lettersStopped && !proxyTrouble;
  return (
    <section>
      <h2>What needs you</h2>
      {nothing && <p>Nothing right now.</p>}
      <ul>
        {proxyTrouble && <li>{proxySentences[proxyTrouble]}</li>}
        {lettersStopped && <li>All letters are stopped.</li>}
        {pause && (
          <li>
            Mail does not leave: {pauseSentence(pause.reason)}
            {pause.until && (
              <>
                {" "}
                It goes on at <Moment at={pause.until} />.
              </>
            )}
            {mayChange && (
              <DeedButton
                action={href("/organise")}
                intent="resume-mail"
                className="quiet"
                fields={{ version: pause.version }}
              >
                Try again now
              </DeedButton>
            )}
          </li>
        )}
        {waiting.map(({ id, subject, state }) => (
          <li key={id}>
            The letter <a href={href("/organise/letters/:id", { id })}>{subject}</a>{" "}
            {letterNeeds[state]}.
          </li>
        ))}
        {tasks.map(({ id, version, kind, text, createdAt }) => (
          <li key={id}>
            {text} (<Moment at={createdAt} />)
            {mayChange && kind === "mail-unknown" && (
              <DeedButton
                action={href("/organise")}
                intent="send-again"
                fields={{ task: String(id) }}
              >
                Send them again
              </DeedButton>
            )}
            {mayChange && (
              <DeedButton
                action={href("/organise")}
                intent="task-done"
                className="quiet"
                fields={{ task: String(id), version }}
              >
                Done
              </DeedButton>
            )}
          </li>
        ))}
      </ul>
      <dl className="facts">
        <dt>Mails that wait</dt>
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
