/** One bulk work: what it touches before it begins, how far it is, what it did, and its undoing. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { HistoryLink } from "../../../components/organise/audit/history-link.tsx";
import { BulkDeeds } from "../../../components/organise/signatures/bulk-deeds.tsx";
import { BulkState } from "../../../components/organise/signatures/bulk-state.tsx";
import { clusterPath } from "../../../components/organise/signatures/cluster-table.tsx";
import { SeenTables } from "../../../components/organise/signatures/seen-table.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requireBulk } from "../../../pages/require-bulk.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { nameConditions } from "../../../pages/signatures/names.server.ts";
import { clusterOf } from "../../../pages/signatures/read-conditions.ts";
import { toldBulk, toldSeen } from "../../../pages/signatures/told-bulk.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { beginBulk, cancelBulk, undoBulk } from "../../../review/bulk/ask-bulk.server.ts";
import { type BeginProblems, readBegin, type TypedBegin } from "../../../review/bulk/begin-form.ts";
import type { Deed } from "../../../words/deed.ts";
import { flashes, isStale } from "../../../words/flash.ts";
import { deedWords } from "../../../words/organise/signatures.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const bulk = await requireBulk(context, params.id);
  const addresses = await listOrganiserAddresses(db, keys);
  return {
    bulk: await toldBulk(context, bulk, addresses),
    seen: await toldSeen(context, bulk),
    cluster: clusterOf(bulk.conditions),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  said?: string;
  typed?: TypedBegin;
  problems?: BeginProblems;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { fields, clock } = context;
  const organiser = organiserOf(context);
  const bulk = await requireBulk(context, params.id);
  const { id } = bulk;
  const now = clock();
  const saw = readVersion(fields);
  const refuse = (refused: Refused, status: number) => data(refused, { status });
  const act = async (deed: Parameters<typeof actFor<Deed>>[3]) => {
    const { said } = await actFor(context, organiser, now, deed);
    return isStale(said)
      ? refuse({ said: flashes[said] }, saw === undefined ? 422 : 409)
      : seeOther(context, saying(href("/organise/signatures/work/:id", { id }), said));
  };
  switch (readIntent(fields, intentsOf("/organise/signatures/work/:id"))) {
    case "begin": {
      const { typed, problems, values } = readBegin(fields, bulk.number ?? 0);
      if (!values) return refuse({ typed, problems }, 422);
      const of = await nameConditions(context, bulk.conditions, bulk.number);
      const wanted = { saw, reason: values.reason, of };
      return act((tx) => beginBulk(tx, id, organiser.id, wanted, now));
    }
    case "cancel":
      return act((tx) => cancelBulk(tx, id, saw, now));
    case "undo":
      return act((tx) => undoBulk(tx, id, organiser.id, saw, now));
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data ? `Bulk work ${args.data.bulk.id}` : "Bulk work" }));

export default function Work() {
  const { bulk, seen, cluster, mayChange, said } = useLoaderData<typeof loader>();
  const { said: wrong, typed, problems = {} } = useActionData<Refused>() ?? {};
  return (
    <OrganisePage title={`${deedWords[bulk.deed].name}: work ${bulk.id}`} said={wrong ?? said}>
      <SignatureWays />
      <div id="work" data-refresh={bulk.isAtWork ? "2" : undefined}>
        <BulkState bulk={bulk} />
        {bulk.state === "found" && bulk.number === 0 && (
          <p>No signature meets this, so there is nothing to do.</p>
        )}
        {mayChange && <BulkDeeds bulk={bulk} typed={typed} problems={problems} />}
        {seen && bulk.number! > 0 && <SeenTables deed={bulk.deed} seen={seen} />}
      </div>
      <ul className="ways">
        {cluster && (
          <li>
            <a href={clusterPath(cluster.id, cluster.asked)}>Look at these signatures</a>
          </li>
        )}
        <li>
          <HistoryLink subject={`work ${bulk.id}`} />
        </li>
      </ul>
    </OrganisePage>
  );
}
