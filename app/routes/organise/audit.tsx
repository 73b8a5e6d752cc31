/** The audit log: who did what, newest first, by words, person, thing and day. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { ChainFacts } from "../../components/organise/audit/chain-facts.tsx";
import { EntryTable } from "../../components/organise/audit/entry-table.tsx";
import { AuditFilterForm } from "../../components/organise/audit/filter-form.tsx";
import { HiddenFields } from "../../components/organise/hidden-fields.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { getHead, getLastCheck } from "../../organisers/audit/check-chain.server.ts";
import { askedIn, readFilter } from "../../organisers/audit/filter.ts";
import { listAuditChoices } from "../../organisers/audit/list-choices.server.ts";
import { listAudit } from "../../organisers/audit.server.ts";
import { linesOf } from "../../organisers/audit-lines.ts";
import { isAtLeast } from "../../organisers/organiser.ts";
import { saidIn } from "../../pages/flash.ts";
import { titled } from "../../pages/meta.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { href } from "../../paths.ts";
import { auditWords, namedByTime } from "../../words/organise/audit.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const { searchParams } = new URL(request.url);
  const before = searchParams.get("before");
  const filter = readFilter(searchParams);
  const [{ entries, next }, { addresses, ...choices }, head, last] = await Promise.all([
    listAudit(db, before && /^\d{1,15}$/.test(before) ? Number(before) : undefined, filter),
    listAuditChoices(db, keys),
    getHead(db),
    getLastCheck(db),
  ]);
  return {
    filter,
    choices,
    entries: entries.map(({ organiser_id, before, after, ...entry }) => ({
      ...entry,
      who:
        organiser_id === null
          ? auditWords.commandLine
          : (addresses.get(organiser_id) ?? auditWords.removed(organiser_id)),
      before: linesOf(before).map(namedByTime),
      after: linesOf(after).map(namedByTime),
    })),
    next,
    isOlder: before !== null,
    chain: {
      head: head.hash.toString("hex"),
      place: head.n,
      last: last && { at: last.at, entries: last.entries, broken: last.broken },
    },
    mayExport: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Audit log" }));

function sayNothing(next: number | undefined, isOlder: boolean): string {
  if (next !== undefined) return auditWords.nothingHere;
  return isOlder ? auditWords.nothingOlder : auditWords.nothing;
}

export default function Audit() {
  const page = useLoaderData<typeof loader>();
  const { filter, choices, entries, next, isOlder, chain, mayExport, said } = page;
  const asked = askedIn(filter);
  const older = new URLSearchParams({ ...asked, before: String(next) });
  return (
    <OrganisePage title="Audit log" said={said}>
      <p className="hint">{auditWords.hint}</p>
      <AuditFilterForm filter={filter} choices={choices} />
      {entries.length === 0 && <p>{sayNothing(next, isOlder)}</p>}
      {entries.length > 0 && <EntryTable entries={entries} />}
      <div className="together">
        {next !== undefined && (
          <a className="button quiet" href={`${href("/organise/audit")}?${older}`}>
            Older
          </a>
        )}
        {mayExport && (
          <form method="post" action={href("/organise/audit.csv")}>
            <HiddenFields fields={asked} />
            <button name="intent" value="export" className="quiet">
              All of these as a file (CSV)
            </button>
          </form>
        )}
      </div>
      <ChainFacts {...chain} />
    </OrganisePage>
  );
}
