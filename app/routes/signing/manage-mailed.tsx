/** After asking for the link to what is stored: the same page for everybody. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { MailCard } from "../../components/after/mail-card.tsx";
import { MailboxLink } from "../../components/after/mailbox-link.tsx";
import { Webmails } from "../../components/after/webmails.tsx";
import { Steps, StepsPage } from "../../components/steps-page.tsx";
import { expectedMail } from "../../pages/after/expected-mail.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export const loader = ({ context }: LoaderFunctionArgs) => ({
  mail: expectedMail(context, "manage"),
});

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.inbox.title }));

export default function ManageMailed() {
  const { mail } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.ask;
  return (
    <StepsPage title={words.inbox.title} lead={t.mailed}>
      <MailCard {...mail} />
      <MailboxLink />
      <Webmails />
      <Steps steps={t.steps} />
      <p>
        <a className="button quiet" href={to(href("/manage"))}>
          {t.again}
        </a>
      </p>
    </StepsPage>
  );
}
