/** The letters that were asked for, as CSV; written into the audit log. */
import type { ActionFunctionArgs } from "@remix-run/node";

import { actFor } from "../../../pages/act-for.server.ts";
import { toCsv } from "../../../pages/csv.ts";
import {
  describeLetters,
  findAskedLetters,
  readAskedLetters,
} from "../../../pages/letters/letter-list.server.ts";
import { csvFile } from "../../../pages/letters/csv-file.server.ts";
import { requireIntent } from "../../../pages/letters/letter-page.server.ts";
import { intentsOf } from "../../../paths.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { letterHeads } from "../../../words/organise/letters.ts";

export async function action({ context }: ActionFunctionArgs) {
  const { db, fields, clock } = context;
  requireIntent(fields, intentsOf("/organise/letters/export"));
  const asked = readAskedLetters(fields);
  const { letters } = await findAskedLetters(db, asked);
  const rows = (await describeLetters(db, letters)).map((letter) => {
    const { id, subject, state, rehearsal, whom, left, all, createdAt, countedAt, sendAt } = letter;
    const times = [createdAt, countedAt, sendAt].map((time) => time?.toISOString() ?? "");
    return [id, subject, state, rehearsal ? "yes" : "no", whom, left, all, ...times];
  });
  const after = { letters: rows.length, ...asked };
  await actFor(context, organiserOf(context), clock(), () =>
    Promise.resolve({
      said: "sent-already",
      changed: { action: "letters.export", subject: "all letters", after },
    }),
  );
  return csvFile("letters.csv", toCsv([letterHeads, ...rows]));
}
