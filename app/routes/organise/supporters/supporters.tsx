/** Supporters who want to hear more, taken along as a file, and those whom its readers have to remove. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { ExportForm } from "../../../components/organise/supporters/export-form.tsx";
import { ExportTable } from "../../../components/organise/supporters/export-table.tsx";
import { Removals } from "../../../components/organise/supporters/removals.tsx";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { titled } from "../../../pages/meta.ts";
import { whoIs } from "../../../pages/organise/told-run.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { removalsFile, supportersFile } from "../../../pages/supporters/export-file.server.ts";
import { listExportable } from "../../../pages/supporters/exportable.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { countToBeRemoved } from "../../../supporters/export/consenting.server.ts";
import {
  type ExportProblems,
  nothingTyped,
  readExportForm,
  type TypedExport,
} from "../../../supporters/export/export-form.ts";
import { listExports } from "../../../supporters/export/list-exports.server.ts";
import { listsWords } from "../../../words/organise/lists.ts";
import { supportersWords as words } from "../../../words/organise/supporters.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const now = clock();
  const addresses = await listOrganiserAddresses(db, keys);
  const [demands, waiting, exports] = await Promise.all([
    listExportable(db, now),
    countToBeRemoved(db, now),
    listExports(db),
  ]);
  return {
    demands,
    waiting,
    exports: exports.map(({ organiser_id, created_at, ended_at, ...one }) => ({
      ...one,
      ...{ who: whoIs(organiser_id, addresses), at: created_at, isWhole: ended_at !== null },
    })),
  };
}

interface Refused {
  typed: TypedExport;
  problems: ExportProblems;
}

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  const organiser = organiserOf(context);
  switch (readIntent(fields, intentsOf("/organise/supporters"))) {
    case "export": {
      const demands = await listExportable(db, clock());
      const { typed, problems, values } = readExportForm(fields, demands);
      if (!values) return data<Refused>({ typed, problems }, { status: 422 });
      return supportersFile(context, organiser, values, values.demand);
    }
    case "remove":
      return removalsFile(context, organiser);
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: words.title }));

export default function Supporters() {
  const { demands, waiting, exports } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>() ?? { typed: nothingTyped, problems: {} };
  return (
    <OrganisePage title={words.title}>
      <p className="lead">{words.lead}</p>
      <p>
        <a href={href("/organise/supporters/lists")}>{listsWords.title}</a>
      </p>
      <h2>{words.exportTitle}</h2>
      <ExportForm demands={demands} waiting={waiting} {...refused} />
      <h2>{words.removeTitle}</h2>
      <Removals waiting={waiting} />
      <h2>{words.earlier}</h2>
      <ExportTable exports={exports} />
    </OrganisePage>
  );
}
