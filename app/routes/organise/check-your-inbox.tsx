/** After asking for a sign-in link: the same page for everybody. */
import type { MetaFunction } from "@remix-run/react";

import { StepsPage } from "../../components/steps-page.tsx";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Check your inbox" }));

export default function SignInMailed() {
  const { mailbox } = useSite();
  return (
    <StepsPage
      title="Check your inbox"
      lead="If the address belongs to an organiser, a sign-in link is on its way. It works once, for as long as the email says."
      steps={[
        "Look for “Your sign-in link”. It can take a minute.",
        "Nothing there? Look in the spam folder. After ten links in a day that nobody used, one an hour is emailed: the newest one in your inbox works until the next one comes.",
        "Open it in the browser that you want to work in.",
      ]}
    >
      {mailbox && (
        <p>
          <a className="button" href={href("/mailbox")}>
            This is a demo: read the email in the mailbox
          </a>
        </p>
      )}
      <p>
        <a href={href("/organise/sign-in")}>Ask for another link</a>
      </p>
    </StepsPage>
  );
}
