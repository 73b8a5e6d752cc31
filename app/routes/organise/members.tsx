/** The members who sit now, for organisers. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { Scroll } from "../../components/scroll.tsx";
import { listReachable } from "../../members/contacts.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOrganiser } from "../../pages/session.server.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireOrganiser(context, request);
  return { members: await listReachable(context.db) };
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Members", hidden: true }));

export default function Members() {
  const { members } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title="Members">
      <p className="hint">Correct an address, or record what a member answered.</p>
      <Scroll label="Members">
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">Constituency</th>
              <th scope="col">Member</th>
              <th scope="col">Party</th>
              <th scope="col">Address</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ id, name, party, constituency, hasAddress }) => (
              <tr key={id}>
                <th scope="row">{constituency}</th>
                <td>
                  <a href={`/organise/members/${id}`}>{name}</a>
                </td>
                <td>{party}</td>
                <td>{hasAddress ? "known" : "not known"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </OrganisePage>
  );
}
