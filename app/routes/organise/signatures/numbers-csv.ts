/** Signatures in numbers, as a file. */
import type { ActionFunctionArgs } from "@remix-run/node";

import { actFor } from "../../../pages/act-for.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { toCsv } from "../../../pages/csv.ts";
import { csvAnswer } from "../../../pages/json.server.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { readAsked, readNumbers } from "../../../pages/signatures/numbers.server.ts";
import { intentsOf } from "../../../paths.ts";
import { dayOf } from "../../../words/format.ts";

const PARTS = ["counted", "waiting", "held", "withdrawn", "invalidated"] as const;

export async function action({ context }: ActionFunctionArgs) {
  const { clock, fields } = context;
  if (!readIntent(fields, intentsOf("/organise/signatures/numbers.csv"))) throw answer(400);
  const now = clock();
  const asked = readAsked(fields);
  const { rows } = await readNumbers(context, asked);
  const after = { by: asked.by, demand: asked.demand ?? "all", rows: rows.length };
  await actFor(context, organiserOf(context), now, () =>
    Promise.resolve({
      said: "numbers-exported",
      changed: { action: "signatures.export", subject: "numbers of signatures", after },
    }),
  );
  const lines = rows.map((row) => [row.key, row.name, ...PARTS.map((part) => row[part] ?? "")]);
  const file = csvAnswer(toCsv([[asked.by, "name", ...PARTS], ...lines]));
  const name = `signatures-by-${asked.by}-${dayOf(now)}.csv`;
  file.headers.set("Content-Disposition", `attachment; filename="${name}"`);
  return file;
}
