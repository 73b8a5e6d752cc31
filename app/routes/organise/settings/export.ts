/** All that a campaign may take along, as one zip; without signers' data. */
import type { ActionFunctionArgs } from "@remix-run/node";
import { strToU8, zipSync } from "fflate";

import { readTables } from "../../../campaign/closing/tables.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { toCsv } from "../../../pages/csv.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { intentsOf } from "../../../paths.ts";
import { dayOf } from "../../../words/format.ts";

export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  if (readIntent(fields, intentsOf("/organise/closing/export")) === undefined) throw answer(400);
  const now = clock();
  const tables = await readTables(db);
  const files = [...tables].map(([name, rows]) => [name, strToU8(toCsv(rows))] as const);
  const zip = zipSync(Object.fromEntries(files), { mtime: now });
  const rows = Object.fromEntries([...tables].map(([name, { length }]) => [name, length]));
  await actFor(context, organiserOf(context), now, () =>
    Promise.resolve({
      said: "exported" as const,
      changed: { action: "campaign.export", subject: "campaign", after: rows },
    }),
  );
  return new Response(zip, {
    headers: {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="campaign-${dayOf(now)}.zip"`,
    },
  });
}
