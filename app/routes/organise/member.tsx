/** One member, for organisers: the address in use, and what was answered to each demand. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { linesOfStance } from "../../answers/stance-lines.ts";
import { statedOf, stanceVersions, versionFor } from "../../answers/stance-version.server.ts";
import { listAnswers, listStancesByDemand } from "../../answers/list-stances.server.ts";
import { recordStance } from "../../answers/record-stance.server.ts";
import { readStance, type StanceProblems, type TypedStance } from "../../answers/stance.ts";
import { HistoryLink } from "../../components/organise/audit/history-link.tsx";
import { AddressForm } from "../../components/organise/address-form.tsx";
import { KnownAddresses } from "../../components/organise/known-addresses.tsx";
import type { StaleRecord } from "../../components/organise/stale-record.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { RecordedAnswers, StanceForm } from "../../components/organise/stance-form.tsx";
import {
  type AddressProblems,
  linesOfAddress,
  readAddressForm,
  type TypedAddress,
} from "../../members/address-form.ts";
import type { Contact } from "../../members/member.ts";
import { addressVersion, setMemberAddress } from "../../members/contacts.server.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { saidIn, saying } from "../../pages/flash.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent, readVersion } from "../../pages/read-form.ts";
import { requireMember } from "../../pages/require-member.server.ts";
import { organiserOf } from "../../pages/session.server.ts";
import type { Deed } from "../../words/deed.ts";
import { dayOf } from "../../words/format.ts";
import { href, intentsOf } from "../../paths.ts";
import { memberWords } from "../../words/organise-forms.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { role } = organiserOf(context);
  const member = await requireMember(context, params.id);
  const [demands, answers] = await Promise.all([
    listStancesByDemand(context.db, member.id),
    listAnswers(context.db, member.id),
  ]);
  return {
    member,
    demands: demands.map(({ id, slug, title }) => ({
      slug,
      title,
      answers: answers.filter(({ demandId }) => demandId === id),
    })),
    versions: { address: addressVersion(ownAddress(member)), stances: stanceVersions(demands) },
    today: dayOf(context.clock()),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

const ownAddress = ({ contacts }: { contacts: Contact[] }) =>
  contacts.find(({ source }) => source === "organiser")?.email;

/** What the form that was refused held; `stale` where somebody else has filled it in meanwhile. */
type Refused = { stale?: StaleRecord } & (
  | { form: "address"; typed: TypedAddress; problems: AddressProblems }
  | { form: "stance"; typed: TypedStance; problems: StanceProblems }
);

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireMember(context, params.id);
  const now = clock();
  const version = readVersion(fields);
  const isNamed = version !== undefined;
  const refuse = (refused: Refused) =>
    data(refused, { status: refused.stale && isNamed ? 409 : 422 });
  const done = ({ said }: Deed) =>
    seeOther(context, saying(href("/organise/members/:id", { id }), said));
  switch (readIntent(fields, intentsOf("/organise/members/:id"))) {
    case "address": {
      const read = readAddressForm(fields);
      if ("problems" in read) return refuse({ form: "address", ...read });
      const deed = await actFor(context, organiser, now, (tx) =>
        setMemberAddress(tx, id, read.address, version, now),
      );
      const { said } = deed;
      if (said !== "address-stale") return done(deed);
      const kept = linesOfAddress(ownAddress(await requireMember(context, params.id)));
      const stale = { said, isNamed, kept, yours: linesOfAddress(read.address) };
      const typed = { email: read.address ?? "" };
      return refuse({ form: "address", typed, problems: {}, stale });
    }
    case "stance": {
      const read = readStance(fields, await listStancesByDemand(db, id), now);
      if ("problems" in read) return refuse({ form: "stance", ...read });
      const { demand, stated, typed } = read;
      const saw = versionFor(version, demand.slug);
      const deed = await actFor(context, organiser, now, (tx) =>
        recordStance(tx, id, demand, stated, saw),
      );
      const { said } = deed;
      if (said !== "stance-stale") return done(deed);
      const recorded = (await listStancesByDemand(db, id)).find((one) => one.id === demand.id)!;
      const kept = linesOfStance(statedOf(recorded));
      const stale = { said, isNamed, kept, yours: linesOfStance(stated) };
      return refuse({ form: "stance", typed, problems: {}, stale });
    }
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.member.name ?? "Member" }));

export default function OrganiseMember() {
  const { member, demands, versions, mayChange, said, today } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const action = href("/organise/members/:id", { id: member.id });
  const own = { email: ownAddress(member) ?? "" };
  const address = refused?.form === "address" ? refused : { typed: own, problems: {} };
  const stance = refused?.form === "stance" ? refused : { typed: {}, problems: {} };
  return (
    <OrganisePage title={member.name} said={said}>
      <p className="lead">
        {member.constituency ?? "No longer a member"}, {member.party}
      </p>
      <p>
        <HistoryLink subject={`member ${member.id}`} />
      </p>
      <h2>Address</h2>
      <KnownAddresses address={member.address} contacts={member.contacts} />
      {mayChange && <AddressForm action={action} version={versions.address} {...address} />}
      <h2>Answers</h2>
      <RecordedAnswers memberId={member.id} demands={demands} mayChange={mayChange} />
      {mayChange && (
        <>
          <h2>{memberWords.recordTitle}</h2>
          <StanceForm
            action={action}
            hint={memberWords.recordHint}
            button={memberWords.recordButton}
            version={versions.stances}
            demands={demands}
            today={today}
            {...stance}
          />
        </>
      )}
    </OrganisePage>
  );
}
