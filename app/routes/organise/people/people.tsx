/** Who organises, who is invited, and the form that invites. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { InvitationForm, Invitations } from "../../../components/organise/people/invitations.tsx";
import { PeopleTable } from "../../../components/organise/people/people-table.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import {
  type InvitationProblems,
  readInvitationForm,
  type TypedInvitation,
} from "../../../organisers/people/invitation-form.ts";
import {
  INVITATION_DAYS,
  invite,
  inviteAgain,
  listInvitations,
  takeInvitationBack,
} from "../../../organisers/people/invite.server.ts";
import { listPeople } from "../../../organisers/people/person.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import type { Deed } from "../../../words/deed.ts";
import { peopleWords } from "../../../words/organise/people.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const { id, role } = organiserOf(context);
  const now = clock();
  const [people, invitations] = await Promise.all([
    listPeople(db, keys, now),
    listInvitations(db, keys, now),
  ]);
  return {
    own: id,
    mayChange: isAtLeast(role, "owner"),
    people: people.map(({ sessions: _, ...person }) => person),
    invitations,
    days: INVITATION_DAYS,
    said: saidIn(request),
  };
}

interface Refused {
  typed: TypedInvitation;
  problems: InvitationProblems;
}

const ofInvitation = (fields: URLSearchParams) => {
  const id = fields.get("invitation") ?? "";
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : undefined;
};

export async function action({ context }: ActionFunctionArgs) {
  const { keys, clock, fields } = context;
  const organiser = organiserOf(context);
  const now = clock();
  const done = ({ said }: Deed) => seeOther(context, saying(href("/organise/people"), said));
  const intent = readIntent(fields, intentsOf("/organise/people"));
  const invitation = ofInvitation(fields);
  if (intent === "invite") {
    const { values, typed, problems } = readInvitationForm(fields);
    if (!values) return data<Refused>({ typed, problems }, { status: 422 });
    const { address } = values.email;
    const deed = await actFor(context, organiser, now, (tx) =>
      invite(tx, keys, organiser.id, address, values.role, now),
    );
    const { problem } = deed;
    if (!problem) return done(deed);
    const email = problem === "organises" ? peopleWords.organises : peopleWords.invitedAlready;
    return data<Refused>({ typed, problems: { email } }, { status: 422 });
  }
  if (!intent || !invitation) throw answer(400);
  return done(
    await actFor(context, organiser, now, (tx) =>
      intent === "again"
        ? inviteAgain(tx, keys, invitation, now)
        : takeInvitationBack(tx, invitation, now),
    ),
  );
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "People" }));

export default function People() {
  const { own, mayChange, people, invitations, days, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>() ?? { typed: {}, problems: {} };
  return (
    <OrganisePage title="People" said={said}>
      <PeopleTable people={people} own={own} mayOpen={mayChange} />
      <Invitations invitations={invitations} mayChange={mayChange} />
      {mayChange && <InvitationForm days={days} {...refused} />}
    </OrganisePage>
  );
}
