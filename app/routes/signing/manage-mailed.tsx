/** After asking for the link to what is stored: the same page for everybody. */
import type { MetaFunction } from "@remix-run/react";

import { StepsPage } from "../../components/steps-page.tsx";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.inbox.title }));

export default function ManageMailed() {
  const { words, to, mailbox } = useSite();
  const t = words.ask;
  return (
    <StepsPage title={words.inbox.title} lead={t.mailed} steps={t.steps}>
      {mailbox && (
        <p>
          <a className="button" href={href("/mailbox")}>
            {words.inbox.mailbox}
          </a>
        </p>
      )}
      <p>
        <a href={to(href("/manage"))}>{t.again}</a>
      </p>
    </StepsPage>
  );
}
