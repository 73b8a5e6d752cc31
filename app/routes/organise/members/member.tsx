/** One member, for organisers: the address in use, and what was answered to each demand. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { AddressForm } from "../../../components/organise/members/address-form.tsx";
import { CadenceFacts } from "../../../components/organise/members/cadence-facts.tsx";
import {
  DoNotWriteFacts,
  DoNotWriteForm,
} from "../../../components/organise/members/do-not-write-form.tsx";
import {
  MemberChanges,
  MemberLetters,
  SeatsHeld,
} from "../../../components/organise/members/member-history.tsx";
import { OwnWordsSwitch } from "../../../components/organise/members/own-words-switch.tsx";
import { KnownAddresses } from "../../../components/organise/members/known-addresses.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { RecordedFrom } from "../../../components/organise/answers/recorded-from.tsx";
import { RecordedAnswers, StanceForm } from "../../../components/organise/members/stance-form.tsx";
import {
  type AddressProblems,
  linesOfAddress,
  readAddressForm,
  type TypedAddress,
} from "../../../members/address-form.ts";
import { readMember } from "../../../pages/members/read-member.server.ts";
import { readMailId, recordedMail } from "../../../pages/members/recorded-mail.server.ts";
import {
  type DoNotWriteAgain,
  takeDoNotWrite,
} from "../../../pages/members/take-do-not-write.server.ts";
import { type StanceAgain, takeStance } from "../../../pages/members/take-stance.server.ts";
import { ownAddress } from "../../../members/member.ts";
import { setMemberAddress } from "../../../members/contacts.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requireMember } from "../../../pages/require-member.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import type { Deed } from "../../../words/deed.ts";
import { dayOf } from "../../../words/format.ts";
import { href, intentsOf } from "../../../paths.ts";
import { setOwnWords } from "../../../write/route.server.ts";
import { memberWords } from "../../../words/organise-forms.ts";
import {
  contactWords,
  doNotWriteWords,
  historyWords as t,
  ownWordsWords,
  partyWords,
} from "../../../words/organise/members.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const read = await readMember(context, params.id);
  const asked = readMailId(new URL(request.url).searchParams.get("mail"));
  return {
    ...read,
    recorded: await recordedMail(context, read.member.id, asked),
    today: dayOf(context.clock()),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

/** What the form that was refused held; `stale` where somebody else has filled it in meanwhile. */
type Refused = { stale?: StaleRecord } & (
  | { form: "address"; typed: TypedAddress; problems: AddressProblems }
  | StanceAgain
  | DoNotWriteAgain
);

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireMember(context, params.id);
  const now = clock();
  const version = readVersion(fields);
  const isNamed = version !== undefined;
  const refuse = (refused: Refused) =>
    data(refused, { status: refused.stale && isNamed ? 409 : 422 });
  const done = ({ said }: Deed) =>
    seeOther(context, saying(href("/organise/members/:id", { id }), said));
  const intent = readIntent(fields, intentsOf("/organise/members/:id"));
  switch (intent) {
    case "address": {
      const read = readAddressForm(fields);
      if ("problems" in read) return refuse({ form: "address", ...read });
      const deed = await actFor(context, organiser, now, (tx) =>
        setMemberAddress(tx, id, read.address, version, now),
      );
      const { said } = deed;
      if (said !== "address-stale") return done(deed);
      const kept = linesOfAddress(ownAddress((await requireMember(context, params.id)).contacts));
      const stale = { said, isNamed, kept, yours: linesOfAddress(read.address) };
      const typed = { email: read.address ?? "" };
      return refuse({ form: "address", typed, problems: {}, stale });
    }
    case "stance": {
      const taken = await takeStance(context, id, now);
      return "deed" in taken ? done(taken.deed) : refuse(taken.again);
    }
    case "do-not-write":
    case "write-again": {
      const taken = await takeDoNotWrite(context, id, intent === "write-again", now);
      return "deed" in taken ? done(taken.deed) : refuse(taken.again);
    }
    case "own-words-on":
    case "own-words-off":
      return done(
        await actFor(context, organiser, now, (tx) =>
          setOwnWords(tx, id, intent === "own-words-on"),
        ),
      );
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.member.name ?? "Member" }));

export default function OrganiseMember() {
  const page = useLoaderData<typeof loader>();
  const { member, parent, demands, versions, mayChange, said, today, doNotWrite: kept } = page;
  const refused = useActionData<Refused>();
  const action = href("/organise/members/:id", { id: member.id });
  const own = { email: ownAddress(member.contacts) ?? "" };
  const address = refused?.form === "address" ? refused : { typed: own, problems: {} };
  const stance =
    refused?.form === "stance"
      ? refused
      : { typed: page.recorded?.typed ?? {}, problems: {}, mail: page.recorded?.mail };
  const mayWrite = !kept && page.often.cadence.choice !== "never";
  const not =
    refused?.form === "do-not-write"
      ? refused
      : { typed: { reason: kept?.reason ?? "", asked_on: kept?.askedOn ?? today }, problems: {} };
  return (
    <OrganisePage title={member.name} said={said}>
      <p className="lead">
        {member.constituency ?? t.formerly}, {partyWords.within(member.party, parent)}
      </p>
      <p>
        <a href={href("/members/:id", { id: member.id })}>{t.public}</a>
      </p>
      {kept && <DoNotWriteFacts kept={kept} />}
      <CadenceFacts {...page.often} />
      <h2>{contactWords.title}</h2>
      <KnownAddresses inUse={member.inUse} contacts={member.contacts} mayWrite={mayWrite} />
      {mayChange && <AddressForm action={action} version={versions.address} {...address} />}
      <h2>{t.letters}</h2>
      <MemberLetters memberId={member.id} letters={page.letters} />
      <h2>{t.answers}</h2>
      <RecordedAnswers memberId={member.id} demands={demands} mayChange={mayChange} />
      {mayChange && (
        <>
          <h2 id="record">{memberWords.recordTitle}</h2>
          {page.recorded && <RecordedFrom {...page.recorded} />}
          <StanceForm
            action={action}
            hint={memberWords.recordHint}
            button={memberWords.recordButton}
            version={versions.stances}
            demands={demands}
            today={today}
            {...stance}
          />
          <h2>{doNotWriteWords.title}</h2>
          <DoNotWriteForm
            action={action}
            version={versions.doNotWrite}
            kept={kept}
            today={today}
            {...not}
          />
        </>
      )}
      <h2>{ownWordsWords.title}</h2>
      <OwnWordsSwitch action={action} isOpen={page.takesOwnWords} mayChange={mayChange} />
      <h2>{t.seats}</h2>
      <SeatsHeld seats={page.seats} />
      <h2>{t.changes}</h2>
      <MemberChanges memberId={member.id} changes={page.changes} />
    </OrganisePage>
  );
}
