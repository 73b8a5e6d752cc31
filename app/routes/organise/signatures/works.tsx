/** Bulk works: those so far, and the signatures for another one looked for. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { BulkTable } from "../../../components/organise/signatures/bulk-table.tsx";
import { ConditionsForm } from "../../../components/organise/signatures/conditions-form.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { listDemands } from "../../../demands/get-demand.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import {
  readPostedConditions,
  type TypedConditions,
  typedConditions,
} from "../../../pages/signatures/read-conditions.ts";
import { listPlaceChoices } from "../../../pages/signatures/names.server.ts";
import { toldBulk } from "../../../pages/signatures/told-bulk.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { askForSet } from "../../../review/bulk/ask-bulk.server.ts";
import { listBulks } from "../../../review/bulk/get-bulk.server.ts";
import { flashes } from "../../../words/flash.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const [bulks, addresses, demands, places] = await Promise.all([
    listBulks(db),
    listOrganiserAddresses(db, keys),
    listDemands(db, "en"),
    listPlaceChoices(context),
  ]);
  return {
    bulks: await Promise.all(bulks.map((bulk) => toldBulk(context, bulk, addresses))),
    demands: demands.map(({ id, title }) => ({ value: id, label: title })),
    places,
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  said: string;
  typed: TypedConditions;
}

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  const deed = readIntent(fields, intentsOf("/organise/signatures/work"));
  if (deed === undefined) throw answer(400);
  const conditions = readPostedConditions(fields);
  if (!conditions) {
    const refused: Refused = { said: flashes["bulk-conditions"], typed: typedConditions(fields) };
    return data(refused, { status: 422 });
  }
  const asked = { deed, conditions, organiserId: organiserOf(context).id };
  const id = await askForSet(db, asked, clock());
  return seeOther(context, saying(href("/organise/signatures/work/:id", { id }), "bulk-asked"));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Bulk work" }));

export default function Works() {
  const { bulks, demands, places, mayChange, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  return (
    <OrganisePage title="Bulk work" said={refused?.said ?? said}>
      <SignatureWays />
      <p className="hint">
        Signatures that were held, released or invalidated together. Each work says what it touches
        before it begins, can be stopped while it runs, and undone for 30 days.
      </p>
      <h2>So far</h2>
      <BulkTable bulks={bulks} />
      {mayChange && (
        <>
          <h2>Look for signatures</h2>
          <ConditionsForm demands={demands} places={places} typed={refused?.typed} />
        </>
      )}
    </OrganisePage>
  );
}
