/** Where an answer is corrected that was written down wrongly, or taken off the site. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { correctStance } from "../../../answers/correct-stance.server.ts";
import { listAnswers, listStancesByDemand } from "../../../answers/list-stances.server.ts";
import {
  type ReasonProblems,
  readReason,
  type TypedReason,
} from "../../../answers/given/reason.ts";
import { linesOfStance } from "../../../answers/stance-lines.ts";
import { answerVersion } from "../../../answers/stance-version.server.ts";
import { readStance, type StanceProblems, type TypedStance } from "../../../answers/stance.ts";
import { takeDownStance } from "../../../answers/take-down-stance.server.ts";
import { ReasonForm } from "../../../components/organise/answers/reason-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StanceForm } from "../../../components/organise/members/stance-form.tsx";
import type { RequestContext } from "../../../context.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requireMember } from "../../../pages/require-member.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { dayOf } from "../../../words/format.ts";
import { softenLong } from "../../../words/typography/hyphens.ts";
import { memberWords } from "../../../words/organise-forms.ts";
import { decideWords } from "../../../words/organise/answers.ts";

/** @throws the 404 page */
async function requireAnswer({ db }: RequestContext, memberId: number, id: string | undefined) {
  const demands = await listStancesByDemand(db, memberId);
  // what an office gave is the office's to correct
  const found = (await listAnswers(db, memberId)).find(
    (one) => String(one.id) === id && one.givenId === null,
  );
  const about = demands.find((demand) => demand.id === found?.demandId);
  if (!found || !about) throw answer(404);
  return { found, about, demands };
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { id, name } = await requireMember(context, params.id);
  const { found, about, demands } = await requireAnswer(context, id, params.answer);
  const { stance, quote, source, statedOn } = found;
  return {
    member: { id, name },
    answer: found.id,
    demands: demands.map(({ slug, title }) => ({ slug, title })),
    typed: { demand: about.slug, stance, date: statedOn, quote, source },
    version: answerVersion(found),
    today: dayOf(context.clock()),
  };
}

type Refused = { stale?: StaleRecord } & (
  | { form: "stance"; typed: TypedStance; problems: StanceProblems }
  | { form: "take-down"; typed: TypedReason; problems: ReasonProblems }
);

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireMember(context, params.id);
  const { found, about, demands } = await requireAnswer(context, id, params.answer);
  const intents = intentsOf("/organise/members/:id/answers/:answer");
  const intent = readIntent(fields, intents);
  if (intent === undefined) throw answer(400);
  const now = clock();
  const version = readVersion(fields);
  if (intent === "take-down") {
    const read = readReason(fields);
    if ("problems" in read) return data<Refused>({ form: intent, ...read }, { status: 422 });
    const { said } = await actFor(context, organiser, now, (tx) =>
      takeDownStance(tx, id, found.id, about, read.reason, version),
    );
    return seeOther(context, saying(href("/organise/members/:id", { id }), said));
  }
  const read = readStance(fields, demands, now);
  if ("problems" in read) return data<Refused>({ form: intent, ...read }, { status: 422 });
  const { demand, stated, typed } = read;
  const { said } = await actFor(context, organiser, now, (tx) =>
    correctStance(tx, id, found.id, demand, stated, version, now),
  );
  if (said !== "stance-stale")
    return seeOther(context, saying(href("/organise/members/:id", { id }), said));
  const stored = await requireAnswer(context, id, params.answer);
  const isNamed = version !== undefined;
  const of = ({ title }: { title: string }) => ({ label: memberWords.demandLabel, text: title });
  const kept = [of(stored.about), ...linesOfStance(stored.found)];
  const yours = [of(demand), ...linesOfStance(stated)];
  const stale = { said, isNamed, kept, yours };
  return data<Refused>(
    { form: "stance", typed, problems: {}, stale },
    { status: isNamed ? 409 : 422 },
  );
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: memberWords.correctTitle }));

export default function CorrectAnswer() {
  const { member, answer, demands, typed, version, today } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const action = href("/organise/members/:id/answers/:answer", { id: member.id, answer });
  const stance = refused?.form === "stance" ? refused : { typed, problems: {} };
  const reason = refused?.form === "take-down" ? refused : { typed: {}, problems: {} };
  return (
    <OrganisePage title={memberWords.correctTitle}>
      <p className="lead">
        <a href={href("/organise/members/:id", { id: member.id })}>{softenLong(member.name)}</a>
      </p>
      <StanceForm
        action={action}
        hint={memberWords.correctHint}
        button={memberWords.correctButton}
        version={version}
        demands={demands}
        today={today}
        {...stance}
      />
      <ReasonForm
        {...{ action, version, intents: ["take-down"], hint: decideWords.takeDownHand }}
        {...reason}
      />
    </OrganisePage>
  );
}
