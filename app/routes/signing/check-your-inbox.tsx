/** After signing: the same page for everybody. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { Late } from "../../components/after/late.tsx";
import { MailCard } from "../../components/after/mail-card.tsx";
import { MailboxLink } from "../../components/after/mailbox-link.tsx";
import { Webmails } from "../../components/after/webmails.tsx";
import { Steps, StepsPage } from "../../components/steps-page.tsx";
import { expectedMail } from "../../pages/after/expected-mail.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { slug } = await requireDemand(context, params.slug, request);
  return { slug, mail: expectedMail(context, "confirm") };
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.inbox.title }));

export default function CheckYourInbox() {
  const { slug, mail } = useLoaderData<typeof loader>();
  const t = useSite().words.inbox;
  return (
    <StepsPage title={t.title} lead={t.lead}>
      <MailCard {...mail} />
      <MailboxLink />
      <Webmails />
      <Steps steps={t.steps} />
      <Late slug={slug} />
    </StepsPage>
  );
}
