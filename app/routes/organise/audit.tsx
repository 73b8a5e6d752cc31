/** The audit log: who did what, newest first. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { Moment, OrganisePage } from "../../components/organise/organise-page.tsx";
import { Scroll } from "../../components/scroll.tsx";
import { listAudit } from "../../organisers/audit.server.ts";
import { linesOf } from "../../organisers/audit-lines.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOrganiser } from "../../pages/session.server.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireOrganiser(context, request);
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

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Audit log", hidden: true }));

export default function Audit() {
  const { entries, next } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title="Audit log">
      <p className="hint">
        Everything that organisers do is kept here and cannot be changed. It holds no signer’s data.
      </p>
      {entries.length === 0 && <p>Nothing older.</p>}
      <Scroll label="Audit log">
        <table className="compact audit stack">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Organiser</th>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ id, at, who, action, subject, before, after }) => (
              <tr key={id}>
                <td>
                  <Moment at={at} />
                </td>
                <td data-label="Organiser">{who}</td>
                <td data-label="What">
                  {action}, {subject}
                </td>
                <td data-label={before.length > 0 ? "Before" : undefined}>
                  <Lines lines={before} />
                </td>
                <td data-label={after.length > 0 ? "After" : undefined}>
                  <Lines lines={after} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {next !== undefined && <a href={`/organise/audit?before=${next}`}>Older</a>}
    </OrganisePage>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return lines.map((line, index) => <small key={index}>{line}</small>);
}
