/** One organiser, for owners: the role, and where they are signed in. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ErrorSummary } from "../../../components/error-summary.tsx";
import { HiddenFields } from "../../../components/organise/hidden-fields.tsx";
import { DeedButton, OrganisePage } from "../../../components/organise/organise-page.tsx";
import { RoleFields } from "../../../components/organise/people/role-fields.tsx";
import { SessionTable } from "../../../components/organise/people/session-table.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../../../components/organise/stale-record.tsx";
import { Breakable } from "../../../components/text/breakable.tsx";
import { readNumber } from "../../../organisers/passkeys/name-form.ts";
import { changeRole } from "../../../organisers/people/change-role.server.ts";
import { readRoleForm } from "../../../organisers/people/invitation-form.ts";
import { roleVersion } from "../../../organisers/people/person.server.ts";
import { endSessionsOf, listSessions } from "../../../organisers/people/sessions.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requirePerson } from "../../../pages/require-person.server.ts";
import { organiserOf, tokenOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { peopleWords, roleWords, yourWords } from "../../../words/organise/people.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const person = await requirePerson(context, params.id);
  const { db, clock } = context;
  return {
    person,
    isOwn: person.id === organiserOf(context).id,
    version: roleVersion(person),
    sessions: await listSessions(db, person.id, tokenOf(context, request), clock()),
    said: saidIn(request),
  };
}

interface Refused {
  typed: { role: string };
  problems: { role?: string };
  stale?: StaleRecord;
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requirePerson(context, params.id);
  const now = context.clock();
  const here = href("/organise/people/:id", { id });
  const intent = readIntent(fields, intentsOf("/organise/people/:id"));
  if (intent === "role") {
    const { values, typed, problems } = readRoleForm(fields);
    if (!values) return data<Refused>({ typed, problems }, { status: 422 });
    const version = readVersion(fields);
    const { said } = await actFor(context, organiser, now, (tx) =>
      changeRole(tx, id, values.role, version),
    );
    if (said !== "role-stale")
      return seeOther(
        context,
        saying(said === "person-gone" ? href("/organise/people") : here, said),
      );
    const isNamed = version !== undefined;
    const lineOf = (role: keyof typeof roleWords) => [
      { label: peopleWords.roleLabel, text: roleWords[role] },
    ];
    const kept = lineOf((await requirePerson(context, params.id)).role);
    const stale = { said, isNamed, kept, yours: lineOf(values.role) };
    return data<Refused>({ typed, problems, stale }, { status: isNamed ? 409 : 422 });
  }
  const session = readNumber(fields, "session");
  if (!intent || (intent === "end" && session === undefined)) throw answer(400);
  const { said } = await actFor(context, organiser, now, (tx) =>
    endSessionsOf(tx, id, intent === "end" ? session : undefined, tokenOf(context, request)),
  );
  return seeOther(context, saying(here, said));
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: peopleWords.personTitle }));

export default function PersonPage() {
  const { person, isOwn, version, sessions, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const { id, address, role } = person;
  const action = href("/organise/people/:id", { id });
  const others = sessions.filter(({ isThis }) => !isThis).length;
  const { typed = { role }, problems = {}, stale } = refused ?? {};
  return (
    <OrganisePage title={peopleWords.personTitle} said={said}>
      <p className="lead">
        <Breakable text={address} />
      </p>
      <form method="post" action={action} noValidate>
        {stale && <StaleRecordNotice {...stale} here={action} />}
        <ErrorSummary title={peopleWords.roleNotKept} problems={problems} />
        <HiddenFields fields={{ version }} />
        <RoleFields chosen={typed.role} problem={problems.role} />
        <p className="hint">{peopleWords.roleHint}</p>
        <button name="intent" value="role">
          {peopleWords.roleButton}
        </button>
      </form>
      <h2>{peopleWords.sessionsTitle}</h2>
      {sessions.length === 0 ? (
        <p>{peopleWords.noSessions}</p>
      ) : (
        <>
          <SessionTable action={action} sessions={sessions} />
          {others > 0 && (
            <DeedButton action={action} intent="end-all" className="quiet">
              {isOwn ? yourWords.endOthers(others) : peopleWords.endAll(others)}
            </DeedButton>
          )}
        </>
      )}
      {!isOwn && (
        <p>
          <a href={href("/organise/people/:id/remove", { id })}>{peopleWords.removeLink}</a>
        </p>
      )}
    </OrganisePage>
  );
}
