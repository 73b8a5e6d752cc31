/** "This was not me": GET shows what it does, POST does it. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Onward } from "../../components/after/onward.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { readConfirmLink } from "../../signatures/confirm.server.ts";
import { getPendingSigning } from "../../signatures/confirming/get-pending.server.ts";
import { disown } from "../../signatures/not-me.server.ts";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const now = clock();
  const link = readConfirmLink(keys, params.token ?? "", now);
  if (link.state === "unknown") throw answer(404);
  const pending =
    link.state === "fresh" ? await getPendingSigning(db, keys, link.id, now) : undefined;
  return { token: params.token!, gone: !pending, signed: isSigned(pending) };
}

/** Whether something was confirmed by the mail, beside what it asked for too, which stays. */
const isSigned = (pending: Awaited<ReturnType<typeof getPendingSigning>>) =>
  pending !== undefined && (pending.gave || pending.demands.some((demand) => demand.signed));

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, keys, clock } = context;
  const now = clock();
  const link = readConfirmLink(keys, params.token ?? "", now);
  if (link.state === "unknown") throw answer(404);
  if (link.state !== "fresh") return data({ deleted: false, signed: false });
  const signed = isSigned(await getPendingSigning(db, keys, link.id, now));
  const deleted = await disown(db, keys, link.id, now);
  return data({ deleted, signed });
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.notMe.title }));

export default function NotMe() {
  const { token, gone, signed } = useLoaderData<typeof loader>();
  const done = useActionData<typeof action>();
  const { words, to } = useSite();
  const t = words.notMe;
  const stays = (
    <p>
      {t.signed} <a href={to(href("/manage"))}>{words.footer.manage}</a>
    </p>
  );
  const home = ["/", words.errors.home] as const;
  if (done?.deleted)
    return (
      <StepsPage title={t.done} lead={t.doneLead}>
        {done.signed ? stays : <p>{t.doneRest}</p>}
        <Onward to={[home]} />
      </StepsPage>
    );
  if (gone)
    return (
      <StepsPage title={t.gone} lead={t.goneLead}>
        <Onward to={[[href("/manage"), words.footer.manage], home]} />
      </StepsPage>
    );
  return (
    <StepsPage title={t.title} lead={t.lead}>
      {signed && stays}
      <form method="post" action={to(href("/confirm/:token/not-me", { token }))}>
        <button type="submit">{t.button}</button>
      </form>
      {!signed && <Onward to={[[href("/confirm/:token", { token }), words.confirm.title]]} />}
    </StepsPage>
  );
}
