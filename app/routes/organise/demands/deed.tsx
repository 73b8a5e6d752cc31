/** One step of a demand's life: what it does, in numbers, and the form that takes it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { DeedFields } from "../../../components/organise/demands/deed-fields.tsx";
import { LanguagesOf } from "../../../components/organise/demands/life-facts.tsx";
import { HiddenFields } from "../../../components/organise/hidden-fields.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { ErrorBox, ErrorSummary } from "../../../components/error-summary.tsx";
import {
  type DeedProblems,
  fieldsOf,
  readDeed,
  type TypedDeed,
} from "../../../demands/life/deed-form.ts";
import { deedNames, demandDeeds, refusalOf } from "../../../demands/life/demand-life.ts";
import { takeStep } from "../../../demands/life/take-step.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requireLife } from "../../../pages/demands/require-life.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { countWaitingFor } from "../../../signatures/count-waiting-for.server.ts";
import { type Flash, flashes } from "../../../words/flash.ts";
import { dayOf } from "../../../words/format.ts";
import { lifeEffects, lifeFormWords } from "../../../words/organise/demand-life.ts";
import { formWords } from "../../../words/organise-forms.ts";
import { typedMoment } from "../../../words/typed/local-time.ts";

const deedIn = (name: string | undefined) => {
  const found = deedNames.find((one) => one === name);
  if (!found) throw answer(404);
  return found;
};

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { db, clock } = context;
  const name = deedIn(params.deed);
  const life = await requireLife(context, params.id);
  const refused = refusalOf(name, life);
  const waiting = await countWaitingFor(db, life.id);
  const today = dayOf(clock());
  return {
    life,
    name,
    // of a step that cannot be taken the page says why
    refused: refused && flashes[refused],
    effect: lifeEffects[name]({ signatures: life.signatureCount, waiting }),
    fields: fieldsOf(name),
    today,
    typed: {
      closes_at: name === "open" ? typedMoment(life.closesAt) : "",
      occurred_on: today,
    },
  };
}

interface Refused {
  typed: TypedDeed;
  problems: DeedProblems;
  said?: Flash;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const name = deedIn(params.deed);
  const { id, slug } = await requireLife(context, params.id);
  if (readIntent(fields, intentsOf("/organise/demands/:id/life/:deed")) !== name) throw answer(400);
  const now = clock();
  const { typed, problems, step } = readDeed(fields, name, slug, now);
  if (!step) return data<Refused>({ typed, problems }, { status: 422 });
  const { said, changed } = await actFor(context, organiserOf(context), now, (tx) =>
    takeStep(tx, id, { name, ...step }, readVersion(fields), now),
  );
  // what was typed stays, wherever the demand has got to meanwhile
  if (!changed) {
    const status = said === "demand-words-missing" ? 422 : 409;
    return data<Refused>({ typed, problems, said }, { status });
  }
  return seeOther(context, saying(href("/organise/demands/:id/life", { id }), said));
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data ? demandDeeds[args.data.name].label : "" }));

export default function TakeStep() {
  const { life, name, refused, effect, fields, today, typed } = useLoaderData<typeof loader>();
  const sent = useActionData<Refused>();
  const { label, style } = demandDeeds[name];
  const { id } = life;
  const back = href("/organise/demands/:id/life", { id });
  return (
    <OrganisePage title={label}>
      <p className="lead">
        <a href={back}>{life.title || life.slug}</a>
      </p>
      {sent?.said && (
        <ErrorBox title={lifeFormWords.notDone}>
          <p>{flashes[sent.said]}</p>
          <p>{formWords.kept}</p>
        </ErrorBox>
      )}
      {refused && !sent ? (
        <p className="note">{refused}</p>
      ) : (
        <form
          method="post"
          action={href("/organise/demands/:id/life/:deed", { id, deed: name })}
          noValidate
        >
          <ErrorSummary
            title={lifeFormWords.notDone}
            problems={sent?.problems ?? {}}
            note={formWords.kept}
          />
          {name === "open" && <LanguagesOf life={life} />}
          <p className="note">{effect}</p>
          <HiddenFields fields={{ version: life.version }} />
          <DeedFields
            {...{ fields, today, slug: life.slug, languages: life.languages }}
            typed={sent?.typed ?? typed}
            problems={sent?.problems ?? {}}
          />
          <button name="intent" value={name} className={style || undefined}>
            {label}
          </button>
        </form>
      )}
      <p>
        <a href={back}>{lifeFormWords.back}</a>
      </p>
    </OrganisePage>
  );
}
