/** Imports: how old each list is, a file given, and what was imported so far. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import type { UploadEnded } from "../../../host/given.ts";
import { AskApi } from "../../../components/organise/imports/ask-api.tsx";
import { LastImported } from "../../../components/organise/imports/last-imported.tsx";
import { RunTable } from "../../../components/organise/imports/run-table.tsx";
import { UploadForm } from "../../../components/organise/imports/upload-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { countWaiting, lastImported, listRuns } from "../../../imports/runs/get-run.server.ts";
import { askMembersApi, keepUpload } from "../../../imports/runs/keep-upload.server.ts";
import { kinds, mostWaiting } from "../../../imports/runs/run.ts";
import { readUpload, type TypedUpload } from "../../../imports/runs/upload-form.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { toldRun } from "../../../pages/organise/told-run.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { type UploadTrouble } from "../../../words/organise/imports.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const { role } = organiserOf(context);
  const addresses = await listOrganiserAddresses(db, keys);
  const last = await lastImported(db);
  return {
    now: clock(),
    last: kinds.map((kind) => ({ kind, at: last[kind] })),
    runs: (await listRuns(db)).map((run) => ({ ...toldRun(run, addresses), told: undefined })),
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  typed: TypedUpload;
  problems: Partial<Record<keyof TypedUpload | "file", UploadTrouble>>;
}

const statuses: Partial<Record<UploadEnded | "empty", number>> = {
  "too-large": 413,
  slow: 408,
  "cut-off": 400,
};

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields, upload } = context;
  const organiser = organiserOf(context);
  const run = (id: number, said: "import-taken" | "import-asks") =>
    seeOther(context, saying(href("/organise/members/import/:id", { id }), said));
  const refuse = (refused: Refused, status = 422) => data(refused, { status });
  const isFull = (await countWaiting(db, clock())) >= mostWaiting;
  switch (fields.has("intent") ? readIntent(fields, intentsOf("/organise/members/import")) : "") {
    case "api":
      if (isFull)
        return refuse({ typed: { kind: "members", partOf: "" }, problems: { file: "full" } });
      return run(await askMembersApi(db, organiser.id, clock()), "import-asks");
    case "": {
      const read = readUpload(fields);
      const { typed } = read;
      if ("problems" in read) return refuse({ typed, problems: read.problems });
      if (!upload || upload.name === "") return refuse({ typed, problems: { file: "none" } });
      if (isFull) return refuse({ typed, problems: { file: "full" } });
      const { kind, partOf } = read;
      const given = { kind, partOf, name: upload.name, organiserId: organiser.id };
      const kept = await keepUpload(db, given, upload.take, clock());
      if ("id" in kept) return run(kept.id, "import-taken");
      return refuse({ typed, problems: { file: kept.ended } }, statuses[kept.ended]);
    }
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Imports" }));

export default function Imports() {
  const { now, last, runs, mayChange, said } = useLoaderData<typeof loader>();
  const { typed = { kind: "members", partOf: "" }, problems = {} } = useActionData<Refused>() ?? {};
  return (
    <OrganisePage title="Imports" said={said}>
      <p className="hint">
        Members, constituencies, postcodes and sitting dates come from public lists. What a list
        would change is shown by name before anything changes.
      </p>
      <LastImported last={last} now={now} />
      {mayChange && (
        <>
          <h2>Give a file</h2>
          <UploadForm typed={typed} problems={problems} />
          <h2>Ask the Members API</h2>
          <AskApi />
        </>
      )}
      <h2>Imports so far</h2>
      <RunTable runs={runs} />
    </OrganisePage>
  );
}
