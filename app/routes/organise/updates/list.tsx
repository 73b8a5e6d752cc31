/** All updates to those who signed. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { UpdateTable } from "../../../components/organise/updates/update-table.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { saidIn } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { listUpdates } from "../../../updates/get-update.server.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  return {
    updates: await listUpdates(context.db),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function Updates() {
  const { updates, mayChange, said } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title={t.title} said={said}>
      <p className="lead">{t.lead}</p>
      {mayChange && (
        <p>
          <a className="button" href={href("/organise/updates/new")}>
            {t.write}
          </a>
        </p>
      )}
      {updates.length === 0 ? <p>{t.none}</p> : <UpdateTable updates={updates} />}
    </OrganisePage>
  );
}
