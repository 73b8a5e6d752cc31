/** Where an answer is corrected that was written down wrongly. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { correctStance } from "../../../answers/correct-stance.server.ts";
import { listAnswers, listStancesByDemand } from "../../../answers/list-stances.server.ts";
import { linesOfStance } from "../../../answers/stance-lines.ts";
import { answerVersion } from "../../../answers/stance-version.server.ts";
import { readStance, type StanceProblems, type TypedStance } from "../../../answers/stance.ts";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../components/organise/stale-record.tsx";
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

/** @throws the 404 page */
async function requireAnswer({ db }: RequestContext, memberId: number, id: string | undefined) {
  const demands = await listStancesByDemand(db, memberId);
  const found = (await listAnswers(db, memberId)).find((one) => String(one.id) === id);
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

interface Refused {
  typed: TypedStance;
  problems: StanceProblems;
  stale?: StaleRecord;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireMember(context, params.id);
  const { found, demands } = await requireAnswer(context, id, params.answer);
  const intents = intentsOf("/organise/members/:id/answers/:answer");
  if (readIntent(fields, intents) === undefined) throw answer(400);
  const now = clock();
  const read = readStance(fields, demands, now);
  if ("problems" in read) return data<Refused>(read, { status: 422 });
  const { demand, stated, typed } = read;
  const version = readVersion(fields);
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
  return data<Refused>({ typed, problems: {}, stale }, { status: isNamed ? 409 : 422 });
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: memberWords.correctTitle }));

export default function CorrectAnswer() {
  const { member, answer, demands, typed, version, today } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>() ?? { typed, problems: {} };
  return (
    <OrganisePage title={memberWords.correctTitle}>
      <p className="lead">
        <a href={href("/organise/members/:id", { id: member.id })}>{softenLong(member.name)}</a>
      </p>
      <StanceForm
        action={href("/organise/members/:id/answers/:answer", { id: member.id, answer })}
        hint={memberWords.correctHint}
        button={memberWords.correctButton}
        version={version}
        demands={demands}
        today={today}
        {...refused}
      />
    </OrganisePage>
  );
}
