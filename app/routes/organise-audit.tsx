/** The audit log: who did what, newest first. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { Moment, OrganisePage } from "../components/organise-page.tsx";
import { Scroll } from "../components/scroll.tsx";
import { listAudit } from "../organisers/act.server.ts";
import { titled } from "../web/meta.ts";
import { requireOrganiser } from "../web/session.server.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireOrganiser(context, request);
  const before = new URL(request.url).searchParams.get("before");
  return listAudit(context.db, before && /^\d{1,15}$/.test(before) ? Number(before) : undefined);
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Audit log", hidden: true }));

const text = (value: unknown) =>
  value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

export default function Audit() {
  const { entries, next } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title="Audit log">
      <p className="hint">
        Everything that organisers do is kept here and cannot be changed. It holds no signer’s data.
      </p>
      {entries.length === 0 && <p>Nothing older.</p>}
      <Scroll label="Audit log">
        <table className="compact">
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
            {entries.map(({ id, at, organiser_id, action, subject, before, after }) => (
              <tr key={id}>
                <td>
                  <Moment at={at} />
                </td>
                <td>{organiser_id ?? "command line"}</td>
                <td>
                  {action}, {subject}
                </td>
                <td>{text(before)}</td>
                <td>{text(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {next !== undefined && <a href={`/organise/audit?before=${next}`}>Older</a>}
    </OrganisePage>
  );
}
