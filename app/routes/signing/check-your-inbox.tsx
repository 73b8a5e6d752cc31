/** After signing: the same page for everybody. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { StepsPage } from "../../components/steps-page.tsx";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { slug } = await requireDemand(context, params.slug, request);
  return { slug };
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.inbox.title }));

export default function CheckYourInbox() {
  const { slug } = useLoaderData<typeof loader>();
  const { words, to, mailbox } = useSite();
  const t = words.inbox;
  return (
    <StepsPage title={t.title} lead={t.lead} steps={t.steps}>
      {mailbox && (
        <p>
          <a className="button" href={href("/mailbox")}>
            {t.mailbox}
          </a>
        </p>
      )}
      <p>
        <a href={to(`${href("/demands/:slug", { slug })}#sign`)}>{t.again}</a>
      </p>
    </StepsPage>
  );
}
