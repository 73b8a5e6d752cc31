/** The audit log, or what of it was asked for, as a file. */
import type { ActionFunctionArgs } from "@remix-run/node";

import { exportEntries } from "../../organisers/audit/export-entries.server.ts";
import { askedIn, readFilter } from "../../organisers/audit/filter.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { toCsv } from "../../pages/csv.ts";
import { csvAnswer } from "../../pages/json.server.ts";
import { readIntent } from "../../pages/read-form.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { href, intentsOf } from "../../paths.ts";
import { dayOf } from "../../words/format.ts";
import { auditWords } from "../../words/organise/audit.ts";

const HEADS = ["number", "at", "who", "action", "subject", "before", "after", "place", "hash"];

export async function action({ context }: ActionFunctionArgs) {
  const { db, keys, clock, fields } = context;
  if (readIntent(fields, intentsOf("/organise/audit.csv")) === undefined) throw answer(400);
  const filter = readFilter(fields);
  const now = clock();
  const { said, entries } = await actFor(context, organiserOf(context), now, (tx) =>
    exportEntries(tx, filter),
  );
  if (said === "audit-many") {
    const query = new URLSearchParams({ ...askedIn(filter), said });
    return seeOther(context, `${href("/organise/audit")}?${query}`);
  }
  const addresses = await listOrganiserAddresses(db, keys);
  const nameOf = (id: number) => addresses.get(id) ?? auditWords.removed(id);
  const rows = entries.map(({ id, at, organiser_id, action, subject, before, after, n, hash }) => [
    id,
    at.toISOString(),
    organiser_id === null ? auditWords.commandLine : nameOf(organiser_id),
    ...[action, subject, before ?? "", after ?? ""],
    n ?? "",
    hash?.toString("hex") ?? "",
  ]);
  const file = csvAnswer(toCsv([HEADS, ...rows]));
  file.headers.set("Content-Disposition", `attachment; filename="audit-${dayOf(now)}.csv"`);
  return file;
}
