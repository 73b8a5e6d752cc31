/** The members who sit now, for organisers. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { Table } from "../../components/table.tsx";
import { listReachable } from "../../members/contacts.server.ts";
import { titled } from "../../pages/meta.ts";
import { href } from "../../paths.ts";
import { softenLong } from "../../words/typography/hyphens.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  return { members: await listReachable(context.db) };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Members" }));

export default function OrganiseMembers() {
  const { members } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title="Members">
      <p className="hint">Correct an address, or record what a member answered.</p>
      <Table
        scrolls="Members"
        look="compact"
        rows={members}
        keyOf={({ id }) => id}
        columns={[
          { head: "Constituency", names: true, cell: ({ constituency }) => constituency },
          {
            head: "Member",
            cell: ({ id, name }) => (
              <a href={href("/organise/members/:id", { id })}>{softenLong(name)}</a>
            ),
          },
          { head: "Party", cell: ({ party }) => party },
          { head: "Address", cell: ({ hasAddress }) => (hasAddress ? "known" : "not known") },
        ]}
      />
    </OrganisePage>
  );
}
