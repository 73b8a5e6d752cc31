/** Dissolution: what stopping all letters would stop, the word that does it, and the way back. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ErrorSummary } from "../../components/error-summary.tsx";
import { Field } from "../../components/field.tsx";
import { DeedButton, OrganisePage } from "../../components/organise/organise-page.tsx";
import { areStopped } from "../../letters/held.server.ts";
import { atRest } from "../../letters/leaving/at-rest.server.ts";
import { allowLetters, countHeld, stopLetters } from "../../letters/stop-letters.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { titled } from "../../pages/meta.ts";
import { checked, readForm, readIntent, text } from "../../pages/read-form.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { href, intentsOf } from "../../paths.ts";
import { stopWords as t } from "../../words/organise/overview.ts";

const PATH = "/organise/letters/stop-all";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db } = context;
  const isStopped = await areStopped(db);
  return {
    isStopped,
    held: await countHeld(db, isStopped ? "paused" : "sending"),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  typed: string;
  problems: { typed?: string };
}

const wrong = { empty: t.wrong, long: t.wrong, odd: t.wrong };
const form = {
  typed: checked(text(20, wrong), (typed) =>
    typed.toLowerCase() === t.word ? undefined : t.wrong,
  ),
};

export async function action({ context }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const intent = readIntent(fields, intentsOf(PATH));
  if (intent === undefined) throw answer(400);
  const stops = intent === "stop-letters";
  const { typed, problems, values } = readForm(fields, form, t.wrong);
  if (stops && !values) return data<Refused>({ typed: typed.typed, problems }, { status: 422 });
  const done = await actFor(
    context,
    organiserOf(context),
    clock(),
    stops ? stopLetters : allowLetters,
  );
  const { said } = stops ? await atRest(context.db, done) : done;
  return seeOther(context, saying(href(PATH), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function StopLetters() {
  const { isStopped, held, mayChange, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  if (isStopped)
    return (
      <OrganisePage title={t.allowTitle} said={said}>
        <p className="lead">{t.stopped}</p>
        <p>{t.allowed(held.letters, held.waiting)}</p>
        {mayChange && (
          <DeedButton action={href(PATH)} intent="allow-letters" className="quiet">
            {t.allow}
          </DeedButton>
        )}
      </OrganisePage>
    );
  return (
    <OrganisePage title={t.title} said={said}>
      <p className="lead">{t.lead}</p>
      <h2>{t.what}</h2>
      <ul>
        <li>{t.underWay(held.letters, held.waiting)}</li>
        <li>{t.others}</li>
        <li>{t.undo}</li>
      </ul>
      {mayChange && (
        <form method="post" action={href(PATH)} noValidate>
          <ErrorSummary problems={refused?.problems ?? {}} />
          <Field name="typed" label={t.label} problem={refused?.problems.typed}>
            <input
              className="short"
              required
              autoComplete="off"
              autoCapitalize="off"
              defaultValue={refused?.typed}
            />
          </Field>
          <button name="intent" value="stop-letters" className="danger">
            {t.button}
          </button>
        </form>
      )}
    </OrganisePage>
  );
}
