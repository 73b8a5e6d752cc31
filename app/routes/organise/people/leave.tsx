/** Where an organiser leaves, after reading in numbers what that does. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { FarewellForm } from "../../../components/organise/people/farewell-form.tsx";
import { readFarewell } from "../../../organisers/people/invitation-form.ts";
import { countLeftBy } from "../../../organisers/people/person.server.ts";
import { removePerson } from "../../../organisers/people/remove-person.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { requirePerson } from "../../../pages/require-person.server.ts";
import { organiserOf, sessionCookie } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { peopleWords } from "../../../words/organise/people.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { id } = organiserOf(context);
  const person = await requirePerson(context, String(id));
  return { person, left: await countLeftBy(context.db, id) };
}

interface Refused {
  typed: string;
  problems: { address?: string };
}

export async function action({ context }: ActionFunctionArgs) {
  const { keys, clock, config, fields } = context;
  const organiser = organiserOf(context);
  if (!readIntent(fields, intentsOf("/organise/you/leave"))) throw answer(400);
  const { values, typed, problems } = readFarewell(fields);
  const refuse = (problems: Refused["problems"]) =>
    data<Refused>({ typed: typed.address, problems }, { status: 422 });
  if (!values) return refuse(problems);
  const { said, mistyped } = await actFor(context, organiser, clock(), (tx) =>
    removePerson(tx, keys, organiser.id, { typed: values.address.address, leaves: true }),
  );
  if (mistyped) return refuse({ address: peopleWords.typed });
  if (said !== "person-left") return seeOther(context, saying(href("/organise/you"), said));
  const response = seeOther(context, saying(href("/organise/sign-in"), said));
  response.headers.append("Set-Cookie", sessionCookie(config, undefined));
  return response;
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: peopleWords.leaveTitle }));

export default function Leave() {
  const { person, left } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const { address, sessions, passkeys } = person;
  return (
    <OrganisePage title={peopleWords.leaveTitle}>
      <FarewellForm
        action={href("/organise/you/leave")}
        intent="leave"
        address={address}
        ends={{ sessions, passkeys, invitations: left.invitations }}
        letters={left.letters}
        typed={refused?.typed ?? ""}
        problems={refused?.problems ?? {}}
      />
    </OrganisePage>
  );
}
