/** Ends invitations to an inbox: a button for people, one-click POST for mail programs (RFC 8058). */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Onward } from "../../components/after/onward.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import type { RequestContext } from "../../context.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { neverAgain, whoseLink } from "../../supporters/lists/never-again.server.ts";

/** @throws the 404 page for a forged link; undefined for one that is too old */
async function readLink({ db, keys, clock }: RequestContext, token: string | undefined) {
  const whose = await whoseLink(db, keys, token ?? "", clock());
  if (whose === "unknown") throw answer(404);
  return whose === "expired" ? undefined : whose;
}

export async function loader({ context, params }: LoaderFunctionArgs) {
  const whose = await readLink(context, params.token);
  return data({ token: params.token!, works: whose !== undefined }, whose ? 200 : 410);
}

export async function action({ context, params }: ActionFunctionArgs) {
  const whose = await readLink(context, params.token);
  const done = whose !== undefined && (await neverAgain(context.db, whose));
  return data({ done }, done ? 200 : 410);
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.noMore.title }));

export default function NoMore() {
  const { token, works } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.noMore;
  const acted = useActionData<typeof action>();
  const ways = (
    <Onward
      to={[
        [href("/manage"), words.footer.manage],
        ["/", words.errors.home],
      ]}
    />
  );
  if (acted?.done)
    return (
      <StepsPage title={t.done} lead={t.doneLead}>
        {ways}
      </StepsPage>
    );
  if (acted ?? !works)
    return (
      <StepsPage title={t.expired} lead={t.expiredLead}>
        {ways}
      </StepsPage>
    );
  return (
    <StepsPage title={t.title} lead={t.lead}>
      <form method="post" action={to(href("/no-more/:token", { token }))}>
        <button type="submit">{t.button}</button>
      </form>
    </StepsPage>
  );
}
