/** The members that a list was narrowed to, as CSV. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

import { act } from "../../../organisers/audit.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { readAsked, readSitting } from "../../../pages/members/read-sitting.server.ts";
import { sittingCsv } from "../../../pages/members/sitting-csv.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { dayOf } from "../../../words/format.ts";

export function loader({ context }: LoaderFunctionArgs) {
  return seeOther(context, href("/organise/members"));
}

/** @returns the file, once it is written down who took it */
export async function action({ context }: ActionFunctionArgs) {
  const { db, clock, fields } = context;
  if (!readIntent(fields, intentsOf("/organise/members/export"))) throw answer(400);
  const now = clock();
  const asked = readAsked(fields);
  const { csv } = await act(db, organiserOf(context).id, now, async (tx) => {
    const { found, demands, branches } = await readSitting(tx, asked);
    const after = { rows: found.length, ...asked };
    return {
      said: "members-exported",
      changed: { action: "members.export", subject: "members", after },
      csv: sittingCsv(found, demands, branches),
    };
  });
  return new Response(csv, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="members-${dayOf(now)}.csv"`,
    },
  });
}
