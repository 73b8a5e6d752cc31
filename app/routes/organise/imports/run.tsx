/** One import: how far it is, what it would do or did, and the buttons that run, drop or undo it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { RunDeeds } from "../../../components/organise/imports/run-deeds.tsx";
import { RunState } from "../../../components/organise/imports/run-state.tsx";
import { ToldReport } from "../../../components/organise/imports/told-report.tsx";
import { UndoForm } from "../../../components/organise/imports/undo-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { askToRun, dropRun } from "../../../imports/runs/ask-run.server.ts";
import { countLater } from "../../../imports/runs/get-run.server.ts";
import { seeUndo, undoImport } from "../../../imports/undo/undo-import.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { toldRun, whoIs } from "../../../pages/organise/told-run.ts";
import { readIntent, readVersion } from "../../../pages/read-form.ts";
import { requireImport } from "../../../pages/require-import.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { flashes, isStale } from "../../../words/flash.ts";
import type { Deed } from "../../../words/deed.ts";
import { FORCE_WORD, isWord, kindWords, UNDO_WORD } from "../../../words/organise/imports.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const { role } = organiserOf(context);
  const run = await requireImport(context, params.id);
  const addresses = await listOrganiserAddresses(db, keys);
  const undo = await seeUndo(db, run, clock());
  return {
    run: toldRun(run, addresses),
    isOtherwise: run.is_otherwise,
    undone: run.undone_at && { at: run.undone_at, who: whoIs(run.undone_by, addresses) },
    undo: undo && {
      ...{ version: undo.version, report: undo.report },
      later: await countLater(db, run),
    },
    mayChange: isAtLeast(role, "organiser"),
    said: saidIn(request),
  };
}

interface Refused {
  said: string;
  form?: "force" | "undo";
  typed?: string;
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { fields, clock } = context;
  const organiser = organiserOf(context);
  const { id } = await requireImport(context, params.id);
  const now = clock();
  const saw = readVersion(fields);
  const typed = fields.get("word") ?? "";
  const refuse = (refused: Refused, status: number) => data(refused, { status });
  const act = (deed: Parameters<typeof actFor<Deed>>[3]) => actFor(context, organiser, now, deed);
  const done = ({ said }: Deed) =>
    isStale(said)
      ? refuse({ said: flashes[said] }, saw === undefined ? 422 : 409)
      : seeOther(context, saying(href("/organise/members/import/:id", { id }), said));
  const misspelt = (form: "force" | "undo") =>
    refuse({ said: flashes["import-word"], form, typed }, 422);
  switch (readIntent(fields, intentsOf("/organise/members/import/:id"))) {
    case "run":
      return done(await act((tx) => askToRun(tx, id, organiser.id, { saw, isForced: false })));
    case "force":
      if (!isWord(typed, FORCE_WORD)) return misspelt("force");
      return done(await act((tx) => askToRun(tx, id, organiser.id, { saw, isForced: true })));
    case "drop":
      return done(await act((tx) => dropRun(tx, id, now)));
    case "undo":
      if (!isWord(typed, UNDO_WORD)) return misspelt("undo");
      return done(await act((tx) => undoImport(tx, id, organiser.id, saw, now)));
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data ? `Import ${args.data.run.id}` : "Import" }));

export default function Import() {
  const { run, isOtherwise, undone, undo, mayChange, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const wrong = (form: Refused["form"]) => (refused?.form === form ? refused?.typed : undefined);
  return (
    <OrganisePage title={`${kindWords[run.kind]}: import ${run.id}`} said={refused?.said ?? said}>
      <p>
        <a href={href("/organise/members/import")}>All imports</a>
      </p>
      <div id="import" data-refresh={run.isAtWork ? "2" : undefined}>
        <RunState run={run} isOtherwise={isOtherwise} undone={undone} />
        {run.told && <ToldReport told={run.told} state={run.state} />}
        {mayChange && <RunDeeds run={run} typed={wrong("force")} />}
        {undo && <UndoForm run={run} {...undo} mayChange={mayChange} typed={wrong("undo")} />}
      </div>
    </OrganisePage>
  );
}
