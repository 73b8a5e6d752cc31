/** The organisers' overview: what needs a person first, then the numbers, then the letters. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Alarms } from "../../components/organise/alarms.tsx";
import { DemandNumbers } from "../../components/organise/demand-numbers.tsx";
import { MailWaits } from "../../components/organise/mail-waits.tsx";
import { Needs } from "../../components/organise/needs.tsx";
import { DeedButton, Moment, OrganisePage } from "../../components/organise/organise-page.tsx";
import { countCopiesOf } from "../../letters/copies.server.ts";
import { listLetters } from "../../letters/get-letter.server.ts";
import { describeAudience } from "../../letters/audience.ts";
import { atRest } from "../../letters/leaving/at-rest.server.ts";
import { allowLetters, stopLetters } from "../../letters/stop-letters.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { getOverview, resumeAllMail } from "../../organisers/overview.server.ts";
import { finishTask } from "../../organisers/tasks.server.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { sendMailAgain } from "../../organisers/send-again.server.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { id, readForm, readIntent, readVersion } from "../../pages/read-form.ts";
import { href, intentsOf } from "../../paths.ts";
import { titled } from "../../pages/meta.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { alarmSentence } from "../../words/alarms.ts";
import { en } from "../../words/en.ts";
import { formatNumber } from "../../words/format.ts";
import { flashes, isStale } from "../../words/flash.ts";
import { taskSentence } from "../../words/tasks.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, config, clock, proxyWatch } = context;
  const { role } = organiserOf(context);
  const [overview, letters] = await Promise.all([
    getOverview(db, config.mail.transport, clock()),
    listLetters(db),
  ]);
  const sending = letters.filter(({ state }) => state === "sending").map(({ id }) => id);
  const counts = await countCopiesOf(db, sending);
  return {
    ...overview,
    role,
    proxyTrouble: proxyWatch.trouble(),
    mailMissing: config.mail.missing,
    tasks: overview.tasks.map(({ facts, subject, ...task }) => ({
      ...task,
      text: facts
        ? taskSentence(facts)
        : `Something has to be looked at: ${task.kind}, ${subject}.`,
    })),
    alarms: overview.alarms.map(({ facts, beganAt }) => ({
      kind: facts.kind,
      text: alarmSentence(facts),
      beganAt,
    })),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
    letters: letters.map(({ id, subject, state, rehearsal, audience, createdAt }) => ({
      id,
      subject,
      state,
      rehearsal,
      audience: describeAudience(audience),
      createdAt,
      waiting: counts.get(id)?.waiting ?? 0,
    })),
  };
}

const ofTask = { task: id("task-gone") };

export async function action({ context }: ActionFunctionArgs) {
  const { config, clock, mailHearer, fields } = context;
  const now = clock();
  const intent = readIntent(fields, intentsOf("/organise"));
  const task = readForm(fields, ofTask, "task-gone").values?.task;
  const saw = readVersion(fields);
  const done = await actFor(context, organiserOf(context), now, async (tx) => {
    if (intent === "task-done" && task) return finishTask(tx, task, saw, now);
    if (intent === "send-again" && task) return sendMailAgain(tx, mailHearer, task, now);
    if (intent === "resume-mail") return resumeAllMail(tx, config.mail.transport, saw, now);
    if (intent === "stop-letters") return stopLetters(tx);
    if (intent === "allow-letters") return allowLetters(tx);
    throw answer(400);
  });
  const { said } = intent === "stop-letters" ? await atRest(context.db, done) : done;
  if (isStale(said))
    return data({ said: flashes[said] }, { status: saw === undefined ? 422 : 409 });
  return seeOther(context, saying(href("/organise"), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Organise" }));

const n = (value: number) => formatNumber("en", value);

export default function Organise() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<{ said: string }>();
  const { letters, demands, role, mayChange, lettersStopped } = page;
  return (
    <OrganisePage title="Overview" said={refused?.said ?? page.said}>
      <p className="hint">
        You are signed in as {role === "viewer" ? "a" : "an"} {role}.
      </p>
      <MailWaits {...page} />
      <Alarms {...page} />
      <Needs {...page} />
      <h2>Signatures</h2>
      <DemandNumbers demands={demands} />
      <h2>Letters</h2>
      {letters.length === 0 && <p>No letter was written yet.</p>}
      <ul>
        {letters.map(({ id, subject, state, rehearsal, audience, createdAt, waiting }) => (
          <li key={id}>
            <a href={href("/organise/letters/:id", { id })}>{subject}</a>{" "}
            <span className="tag">{en.letters.states[state]}</span>{" "}
            {rehearsal && <span className="tag">{en.letters.rehearsed}</span>} {audience}, written{" "}
            <Moment at={createdAt} />
            {waiting > 0 &&
              `; ${n(waiting)} ${waiting === 1 ? "copy waits for its" : "copies wait for their"} time`}
          </li>
        ))}
      </ul>
      {mayChange && (
        <>
          <p>
            <a className="button" href={href("/organise/letters/new")}>
              Write a letter
            </a>
          </p>
          <h2>Dissolution</h2>
          <p className="hint">
            Members’ addresses stop working on the day the house is dissolved. One press stops all
            letters.
          </p>
          {lettersStopped ? (
            <DeedButton action={href("/organise")} intent="allow-letters" className="quiet">
              Allow letters again
            </DeedButton>
          ) : (
            <DeedButton action={href("/organise")} intent="stop-letters" className="danger">
              Stop all letters
            </DeedButton>
          )}
        </>
      )}
    </OrganisePage>
  );
}
