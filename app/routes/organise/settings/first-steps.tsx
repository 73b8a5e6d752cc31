/** The first steps of a new deployment, each with its state. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { lastInbound } from "../../../answers/inbound/list-mails.server.ts";
import { judge } from "../../../campaign/dns/judge.ts";
import { getStepFacts } from "../../../campaign/steps/facts.server.ts";
import {
  mailTest,
  markKeysKept,
  putFirstStepsAway,
  showFirstSteps,
} from "../../../campaign/steps/marks.server.ts";
import { listSteps } from "../../../campaign/steps/step.ts";
import { DeedButton, OrganisePage } from "../../../components/organise/organise-page.tsx";
import { DomainRecords } from "../../../components/organise/settings/domain-records.tsx";
import { InboundSteps } from "../../../components/organise/settings/inbound-steps.tsx";
import { KeyCopies } from "../../../components/organise/settings/key-copies.tsx";
import { SampleForm } from "../../../components/organise/settings/sample-form.tsx";
import { StepList } from "../../../components/organise/settings/step-list.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import {
  getOrganiserAddress,
  listOrganiserAddresses,
} from "../../../organisers/organiser-address.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { countKept, countSample } from "../../../seed/sample/count-sample.server.ts";
import { removeSample } from "../../../seed/sample/remove-sample.server.ts";
import { flashes, isStale } from "../../../words/flash.ts";
import { firstStepWords as words } from "../../../words/organise/first-steps.ts";

const here = href("/organise/first-steps");
/** In milliseconds: the page does not wait longer for the DNS. */
const PATIENCE = 1_500;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys, config, domainLook, campaign } = context;
  const { role } = organiserOf(context);
  const isOwner = isAtLeast(role, "owner");
  const { transport, from } = config.mail;
  const [{ facts, putAway }, addresses, looked, last] = await Promise.all([
    getStepFacts(db, keys),
    listOrganiserAddresses(db, keys),
    domainLook?.get(PATIENCE),
    lastInbound(db),
  ]);
  const { email } = facts.campaign;
  const sample = isOwner && campaign.hasSample();
  return {
    said: saidIn(request),
    putAway,
    isOwner,
    sample: sample ? { goes: await countSample(db), stays: await countKept(db) } : undefined,
    mayTest: isAtLeast(role, "organiser"),
    steps: listSteps(facts),
    inbound: {
      domain: config.mail.inboundDomain,
      webhook: `${config.origin}${href("/webhooks/resend")}`,
      last,
    },
    domain:
      transport === "mailbox"
        ? undefined
        : {
            domain: from.address.split("@")[1]!,
            service: transport,
            judged: looked && judge(looked, transport, email),
          },
    keys: facts.keys.map(({ line, kept }) => ({
      line,
      kept: kept && {
        at: kept.at,
        by: kept.by === null ? undefined : addresses.get(kept.by),
      },
    })),
  };
}

export async function action({ context }: ActionFunctionArgs) {
  const { keys, clock, fields, domainLook, campaign } = context;
  const organiser = organiserOf(context);
  const intent = readIntent(fields, intentsOf("/organise/first-steps"));
  const asking = { organiserId: organiser.id, now: clock() };
  if (intent === "look") {
    domainLook?.forget();
    return seeOther(context, saying(here, "domain-looked"));
  }
  const { said } = await actFor(context, organiser, asking.now, async (tx) => {
    switch (intent) {
      case "keys-kept":
        return markKeysKept(tx, keys, fields.getAll("key"), asking);
      case "mail-test": {
        const address = await getOrganiserAddress(tx, keys, organiser.id);
        return mailTest(tx, keys, campaign.now(), address, asking);
      }
      case "dismiss":
        return putFirstStepsAway(tx, keys, asking);
      case "show-again":
        return showFirstSteps(tx);
      case "remove-sample":
        return removeSample(tx, asking.now, { answers: Number(fields.get("answers")) });
      default:
        throw answer(400);
    }
  });
  if (isStale(said)) return data({ said: flashes[said] }, { status: 409 });
  return seeOther(context, saying(here, said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: words.title }));

export default function FirstSteps() {
  const page = useLoaderData<typeof loader>();
  const refused = useActionData<{ said: string }>();
  const { steps, inbound, domain, keys, putAway, isOwner, mayTest, sample } = page;
  const more = {
    test: mayTest && (
      <DeedButton action={here} intent="mail-test" className="quiet">
        {words.mailMe}
      </DeedButton>
    ),
    keys: <KeyCopies keys={keys} mayKeep={isOwner} />,
  };
  return (
    <OrganisePage title={words.title} said={refused?.said ?? page.said}>
      <p className="lead">{words.lead}</p>
      {sample && <SampleForm {...sample} />}
      <StepList steps={steps} more={more} />
      {domain ? (
        <DomainRecords {...domain} mayLook={mayTest} />
      ) : (
        <p className="hint">{words.domain.mailbox}</p>
      )}
      <InboundSteps {...inbound} />
      {isOwner && (
        <DeedButton action={here} intent={putAway ? "show-again" : "dismiss"} className="quiet">
          {putAway ? words.showAgain : words.putAway}
        </DeedButton>
      )}
    </OrganisePage>
  );
}
