/** Signatures in numbers, by hour, day, place or label. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { Field, Options } from "../../../components/field.tsx";
import { HiddenFields } from "../../../components/organise/hidden-fields.tsx";
import { Narrowing } from "../../../components/organise/narrowing.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { AsOf } from "../../../components/organise/signatures/as-of.tsx";
import { NumbersTable } from "../../../components/organise/signatures/numbers-table.tsx";
import { SignatureWays } from "../../../components/organise/signatures/ways.tsx";
import { listDemands } from "../../../demands/get-demand.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { saidIn } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { readAsked, readNumbers, sumOf } from "../../../pages/signatures/numbers.server.ts";
import { href } from "../../../paths.ts";
import { groupingHints, groupingWords } from "../../../words/organise/signatures.ts";

/** More places and labels are in the file. */
const MOST = 60;

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = readAsked(new URL(request.url).searchParams);
  const [{ at, rows, total }, demands] = await Promise.all([
    readNumbers(context, asked),
    listDemands(context.db, "en"),
  ]);
  const others = rows.slice(MOST);
  return {
    asked,
    at,
    rows: [
      total,
      ...rows.slice(0, MOST),
      ...(others.length > 0 ? [sumOf(others, `${others.length} others`)] : []),
    ],
    demands: demands.map(({ id, title }) => ({ value: id, label: title })),
    mayExport: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Signatures" }));

const optionsOf = Object.entries(groupingWords).map(([value, label]) => ({ value, label }));

export default function Numbers() {
  const { asked, at, rows, demands, mayExport, said } = useLoaderData<typeof loader>();
  const { by, demand = "" } = asked;
  return (
    <OrganisePage title="Signatures" said={said}>
      <SignatureWays />
      <Narrowing action={href("/organise/signatures")} find="Show">
        <Field name="by" label="By">
          <select defaultValue={by}>
            <Options of={optionsOf} />
          </select>
        </Field>
        <Field name="demand" label="Demand">
          <select defaultValue={demand}>
            <Options of={[{ value: "", label: "All demands" }, ...demands]} />
          </select>
        </Field>
      </Narrowing>
      <p className="hint">{groupingHints[by]}</p>
      <NumbersTable by={by} rows={rows} />
      <AsOf at={at} />
      {mayExport && (
        <form method="post" action={href("/organise/signatures/numbers.csv")}>
          <HiddenFields fields={{ by, demand: String(demand) }} />
          <button name="intent" value="export" className="quiet">
            All of these as a file (CSV)
          </button>
        </form>
      )}
    </OrganisePage>
  );
}
