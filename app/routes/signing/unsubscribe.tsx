/** Stops updates: a button for people, one-click POST for mail programs (RFC 8058). */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Onward } from "../../components/after/onward.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { setUpdates } from "../../signatures/manage/correct.server.ts";
import { readSignerLink } from "../../signatures/manage/link.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export function loader({ context, params }: LoaderFunctionArgs) {
  if (!readSignerLink(context.keys, "unsubscribe", params.token ?? "")) throw answer(404);
  return { token: params.token! };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const signer = readSignerLink(context.keys, "unsubscribe", params.token ?? "");
  if (!signer) throw answer(404);
  await setUpdates(context.db, context.keys, signer, false, context.clock());
  return data({ done: true });
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.unsubscribe.title }));

export default function Unsubscribe() {
  const { token } = useLoaderData<typeof loader>();
  const { words, to } = useSite();
  const t = words.unsubscribe;
  const ways = (
    <Onward
      to={[
        [href("/manage"), words.footer.manage],
        ["/", words.errors.home],
      ]}
    />
  );
  if (useActionData<typeof action>()?.done)
    return (
      <StepsPage title={t.done} lead={t.doneLead}>
        {ways}
      </StepsPage>
    );
  return (
    <StepsPage title={t.title} lead={t.lead}>
      <form method="post" action={to(href("/unsubscribe/:token", { token }))}>
        <button type="submit">{t.button}</button>
      </form>
      {ways}
    </StepsPage>
  );
}
