/** Where an owner removes somebody, after reading in numbers what that does. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { FarewellForm } from "../../../components/organise/people/farewell-form.tsx";
import { readFarewell } from "../../../organisers/people/invitation-form.ts";
import { countLeftBy, roleVersion } from "../../../organisers/people/person.server.ts";
import { removePerson } from "../../../organisers/people/remove-person.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requirePerson } from "../../../pages/require-person.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { flashes } from "../../../words/flash.ts";
import { peopleWords } from "../../../words/organise/people.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const person = await requirePerson(context, params.id);
  const left = await countLeftBy(context.db, person.id);
  return { person, left, version: roleVersion(person) };
}

interface Refused {
  typed: string;
  problems: { address?: string };
  said?: string;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { keys, clock, fields } = context;
  const { id } = await requirePerson(context, params.id);
  if (!readIntent(fields, intentsOf("/organise/people/:id/remove"))) throw answer(400);
  const { values, typed, problems } = readFarewell(fields);
  const refuse = (more: Partial<Refused>, status: number) =>
    data<Refused>({ typed: typed.address, problems: {}, ...more }, { status });
  if (!values) return refuse({ problems }, 422);
  const saw = readVersion(fields);
  const { said, mistyped } = await actFor(context, organiserOf(context), clock(), (tx) =>
    removePerson(tx, keys, id, { typed: values.address.address, saw, leaves: false }),
  );
  if (mistyped) return refuse({ problems: { address: peopleWords.typed } }, 422);
  if (said === "role-stale") return refuse({ said: flashes[said] }, saw === undefined ? 422 : 409);
  return seeOther(context, saying(href("/organise/people"), said));
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: peopleWords.removeTitle }));

export default function RemovePerson() {
  const { person, left, version } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const { id, address, sessions, passkeys } = person;
  return (
    <OrganisePage title={peopleWords.removeTitle} said={refused?.said}>
      <FarewellForm
        action={href("/organise/people/:id/remove", { id })}
        intent="remove"
        address={address}
        version={version}
        ends={{ sessions, passkeys, invitations: left.invitations }}
        letters={left.letters}
        typed={refused?.typed ?? ""}
        problems={refused?.problems ?? {}}
      />
    </OrganisePage>
  );
}
