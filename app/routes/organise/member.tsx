/** One member, for organisers: the address in use, and what was answered to each demand. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { listStancesByDemand } from "../../answers/list-stances.server.ts";
import { recordStance } from "../../answers/record-stance.server.ts";
import { readStance, type StanceProblems, type TypedStance } from "../../answers/stance.ts";
import { AddressForm, KnownAddresses } from "../../components/organise/address-form.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { RecordedAnswers, StanceForm } from "../../components/organise/stance-form.tsx";
import type { RequestContext } from "../../context.server.ts";
import {
  type AddressProblems,
  readAddressForm,
  type TypedAddress,
} from "../../members/address-form.ts";
import { getMemberContacts, setMemberAddress } from "../../members/contacts.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent } from "../../pages/read-form.ts";
import { organiserOf } from "../../pages/session.server.ts";
import type { Deed } from "../../words/deed.ts";
import { href } from "../../paths.ts";

async function requireMember({ db }: RequestContext, id: string | undefined) {
  const member = /^[1-9]\d{0,8}$/.test(id ?? "")
    ? await getMemberContacts(db, Number(id))
    : undefined;
  if (!member) throw answer(404);
  return member;
}

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { role } = organiserOf(context);
  const member = await requireMember(context, params.id);
  return {
    member,
    demands: await listStancesByDemand(context.db, member.id),
    today: context.clock().toISOString().slice(0, 10),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

/** What the form that was refused held. */
type Refused =
  | { form: "address"; typed: TypedAddress; problems: AddressProblems }
  | { form: "stance"; typed: TypedStance; problems: StanceProblems };

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireMember(context, params.id);
  const now = clock();
  const refuse = (refused: Refused) => data(refused, { status: 422 });
  const done = ({ said }: Deed) =>
    seeOther(context, saying(href("/organise/members/:id", { id }), said));
  switch (readIntent(fields, ["address", "stance"])) {
    case "address": {
      const read = readAddressForm(fields);
      if ("problems" in read) return refuse({ form: "address", ...read });
      return done(
        await actFor(context, organiser, now, (tx) => setMemberAddress(tx, id, read.address, now)),
      );
    }
    case "stance": {
      const read = readStance(fields, await listStancesByDemand(db, id), now);
      if ("problems" in read) return refuse({ form: "stance", ...read });
      return done(
        await actFor(context, organiser, now, (tx) =>
          recordStance(tx, id, read.demand, read.stated),
        ),
      );
    }
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.member.name ?? "Member" }));

export default function OrganiseMember() {
  const { member, demands, mayChange, said, today } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const action = href("/organise/members/:id", { id: member.id });
  const own = member.contacts.find(({ source }) => source === "organiser")?.email ?? "";
  const address = refused?.form === "address" ? refused : { typed: { email: own }, problems: {} };
  const stance = refused?.form === "stance" ? refused : { typed: {}, problems: {} };
  return (
    <OrganisePage title={member.name} said={said}>
      <p className="lead">
        {member.constituency ?? "No longer a member"}, {member.party}
      </p>
      <h2>Address</h2>
      <KnownAddresses address={member.address} contacts={member.contacts} />
      {mayChange && <AddressForm action={action} {...address} />}
      <h2>Answers</h2>
      <RecordedAnswers demands={demands} />
      {mayChange && <StanceForm action={action} demands={demands} today={today} {...stance} />}
    </OrganisePage>
  );
}
