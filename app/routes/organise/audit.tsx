/** The audit log: who did what, newest first. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { Moment, OrganisePage } from "../../components/organise/organise-page.tsx";
import { type Column, Table } from "../../components/table.tsx";
import { listAudit } from "../../organisers/audit.server.ts";
import { linesOf } from "../../organisers/audit-lines.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { titled } from "../../pages/meta.ts";
import { href } from "../../paths.ts";
import { Breakable } from "../../components/text/breakable.tsx";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const before = new URL(request.url).searchParams.get("before");
  const { entries, next } = await listAudit(
    context.db,
    before && /^\d{1,15}$/.test(before) ? Number(before) : undefined,
  );
  const addresses = await listOrganiserAddresses(context.db, context.keys);
  return {
    next,
    entries: entries.map(({ organiser_id, before, after, ...entry }) => ({
      ...entry,
      who: organiser_id === null ? "command line" : (addresses.get(organiser_id) ?? "—"),
      before: linesOf(before),
      after: linesOf(after),
    })),
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Audit log" }));

type Entry = ReturnType<typeof useLoaderData<typeof loader>>["entries"][number];

const columns: Column<Entry>[] = [
  { head: "When", cell: ({ at }) => <Moment at={at} /> },
  { head: "Organiser", labelled: true, cell: ({ who }) => <Breakable text={who} /> },
  { head: "What", labelled: true, cell: ({ action, subject }) => `${action}, ${subject}` },
  { head: "Before", labelled: true, cell: ({ before }) => linesIn(before) },
  { head: "After", labelled: true, cell: ({ after }) => linesIn(after) },
];

const linesIn = (lines: string[]) => lines.map((line, index) => <small key={index}>{line}</small>);

export default function Audit() {
  const { entries, next } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title="Audit log">
      <p className="hint">
        Everything that organisers do, here and on the command line, is kept and cannot be changed.
        It holds no signer’s data.
      </p>
      {entries.length === 0 && <p>Nothing older.</p>}
      <Table
        scrolls="Audit log"
        look="compact audit stack"
        columns={columns}
        rows={entries}
        keyOf={({ id }) => id}
      />
      {next !== undefined && <a href={`${href("/organise/audit")}?before=${next}`}>Older</a>}
    </OrganisePage>
  );
}
