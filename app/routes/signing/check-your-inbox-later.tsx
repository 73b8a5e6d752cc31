/** After signing in the slow lane: the same page for everybody. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { MailCard } from "../../components/after/mail-card.tsx";
import { Steps, StepsPage } from "../../components/steps-page.tsx";
import { expectedMail } from "../../pages/after/expected-mail.ts";
import { titled } from "../../pages/meta.ts";
import { requireDemand } from "../../pages/require-demand.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { slug } = await requireDemand(context, params.slug, request);
  return { slug, mail: expectedMail(context, "confirm") };
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.later.title }));

export default function CheckYourInboxLater() {
  const { slug, mail } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.later;
  return (
    <StepsPage title={t.title} lead={t.lead}>
      <MailCard {...mail} />
      <Steps steps={t.steps} />
      <p>{t.why}</p>
      <p>
        <a href={to(href("/demands/:slug", { slug }))}>{t.back}</a>
      </p>
    </StepsPage>
  );
}
