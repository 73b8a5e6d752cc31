/** Which parties are branches of another one. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ErrorBox } from "../../../components/error-summary.tsx";
import { PartyTable } from "../../../components/organise/members/party-table.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import type { StaleRecord } from "../../../words/stale-record.ts";
import { StaleRecordNotice } from "../../../components/organise/stale-record.tsx";
import { linesOfBranch, readBranch, type TypedBranch } from "../../../members/branch-form.ts";
import { branchVersion, listParties, setBranch } from "../../../members/parties.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { flashes } from "../../../words/flash.ts";
import { partyWords as t } from "../../../words/organise/members.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const parties = await listParties(context.db);
  return {
    parties: parties.map((party) => ({ ...party, version: branchVersion(party.parent) })),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  typed: TypedBranch;
  /** What is wrong, where it is not that somebody else was first. */
  problem?: string | undefined;
  stale?: StaleRecord;
}

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  if (!readIntent(fields, intentsOf("/organise/members/parties"))) throw answer(400);
  const parties = await listParties(db);
  const read = readBranch(
    fields,
    parties.map(({ label }) => label),
  );
  if ("problems" in read) {
    const { typed, problems } = read;
    return data<Refused>({ typed, problem: Object.values(problems)[0] }, { status: 422 });
  }
  const { label, parent, typed } = read;
  const version = readVersion(fields);
  const { said } = await actFor(context, organiserOf(context), clock(), (tx) =>
    setBranch(tx, label, parent, version),
  );
  if (said === "branch-deep")
    return data<Refused>({ typed, problem: flashes[said] }, { status: 422 });
  if (said !== "branch-stale")
    return seeOther(context, saying(href("/organise/members/parties"), said));
  const now = (await listParties(db)).find((one) => one.label === label);
  const isNamed = version !== undefined;
  const stale = {
    ...{ said, isNamed },
    kept: linesOfBranch(label, now?.parent ?? null),
    yours: linesOfBranch(label, parent),
  };
  return data<Refused>({ typed, stale }, { status: isNamed ? 409 : 422 });
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function Parties() {
  const { parties, mayChange, said } = useLoaderData<typeof loader>();
  const { typed, problem, stale } = useActionData<Refused>() ?? {};
  return (
    <OrganisePage title={t.title} said={said}>
      <p className="hint">{t.explain}</p>
      {stale && <StaleRecordNotice {...stale} here={href("/organise/members/parties")} />}
      {problem && (
        <ErrorBox title={t.notKept}>
          <p>{problem}</p>
        </ErrorBox>
      )}
      <PartyTable parties={parties} typed={typed} mayChange={mayChange} />
    </OrganisePage>
  );
}
