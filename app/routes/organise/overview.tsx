/** The organisers' overview: the numbers, what needs a person, the latest letters. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Alarms } from "../../components/organise/alarms.tsx";
import { DemandNumbers } from "../../components/organise/demand-numbers.tsx";
import { MailWaits } from "../../components/organise/mail-waits.tsx";
import { StepsLeft } from "../../components/organise/settings/step-list.tsx";
import { lackingForMail } from "../../campaign/campaign.ts";
import { isUndoable } from "../../campaign/closing/closing.ts";
import { getClosing } from "../../campaign/closing/closing.server.ts";
import { listStepsLeft } from "../../campaign/steps/facts.server.ts";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { CampaignClosed } from "../../components/organise/overview/campaign-closed.tsx";
import { FigureTiles } from "../../components/organise/overview/figures.tsx";
import { LetterList } from "../../components/organise/overview/letter-list.tsx";
import { Needs } from "../../components/organise/overview/needs.tsx";
import { describeAudience } from "../../letters/audience.ts";
import { listLatest, listUnfinished } from "../../letters/list-in-short.server.ts";
import { getFigures } from "../../organisers/figures.server.ts";
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
import { formatDate } from "../../words/format.ts";
import { flashes, isStale } from "../../words/flash.ts";
import { taskSentence } from "../../words/tasks.ts";

/** As many letters as are shown beside those that need somebody. */
const LATEST = 5;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, config, keys, clock, proxyWatch, campaign } = context;
  const { role } = organiserOf(context);
  const now = clock();
  const [overview, figures, unfinished, latest, closing, stepsLeft] = await Promise.all([
    getOverview(db, config.mail.transport, now),
    getFigures(db, now),
    listUnfinished(db),
    listLatest(db, LATEST),
    getClosing(db),
    // the demo is nobody's campaign
    config.demo || role === "viewer" ? [] : listStepsLeft(db, keys),
  ]);
  return {
    ...overview,
    figures,
    closing: closing && {
      at: closing.closedAt,
      demands: closing.demandIds.length,
      until: isUndoable(closing, now) ? formatDate("en", closing.personsUntil) : undefined,
    },
    role,
    stepsLeft,
    proxyTrouble: proxyWatch.trouble(),
    mailMissing: lackingForMail(campaign.now()),
    tasks: overview.tasks.map(({ subject, ...task }) => ({
      ...task,
      text: task.facts
        ? taskSentence(task.facts)
        : `Something has to be looked at: ${task.kind}, ${subject}.`,
    })),
    alarms: overview.alarms.map(({ facts, beganAt }) => ({
      kind: facts.kind,
      text: alarmSentence(facts),
      beganAt,
    })),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
    unfinished: unfinished.map(({ id, subject, state }) => ({ id, subject, state })),
    latest: latest.map(({ audience, ...letter }) => ({
      ...letter,
      audience: describeAudience(audience),
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
  const { said } = await actFor(context, organiserOf(context), now, async (tx) => {
    if (intent === "task-done" && task) return finishTask(tx, task, saw, now);
    if (intent === "send-again" && task) return sendMailAgain(tx, mailHearer, task, now);
    if (intent === "resume-mail") return resumeAllMail(tx, config.mail.transport, saw, now);
    throw answer(400);
  });
  if (isStale(said))
    return data({ said: flashes[said] }, { status: saw === undefined ? 422 : 409 });
  return seeOther(context, saying(href("/organise"), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Organise" }));

export default function Organise() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<{ said: string }>();
  const { figures, unfinished, latest, demands, role, mayChange } = page;
  return (
    <OrganisePage title="Overview" said={refused?.said ?? page.said}>
      <CampaignClosed closing={page.closing} isOwner={role === "owner"} />
      <StepsLeft left={page.stepsLeft} />
      <MailWaits {...page} />
      <Alarms {...page} />
      <FigureTiles figures={figures} />
      <div className="needs-and-news">
        <Needs {...page} letters={unfinished} />
        <div>
          <h2>Signatures</h2>
          <DemandNumbers demands={demands} />
          <h2>Letters</h2>
          <LetterList letters={latest} />
          {mayChange && (
            <p>
              <a className="button" href={href("/organise/letters/new")}>
                Write a letter
              </a>
            </p>
          )}
        </div>
      </div>
      <p className="hint">
        You are signed in as {role === "viewer" ? "a" : "an"} {role}.
      </p>
    </OrganisePage>
  );
}
