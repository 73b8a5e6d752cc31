/** The mailed link: GET shows what would be confirmed and changes nothing, POST confirms. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ConfirmForm } from "../../components/confirm-form.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { listGivenTitles } from "../../demands/given-titles.server.ts";
import { readConfirmLink } from "../../signatures/confirm.server.ts";
import { getPendingSigning } from "../../signatures/confirming/get-pending.server.ts";
import { submitConfirmation } from "../../signatures/submit.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { namePlace } from "../../signatures/name-places.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

/** @throws the 404 page for a forged link; undefined when the signing is gone or a week old */
async function readPending(context: RequestContext, token: string | undefined) {
  const { db, keys, clock, locale } = context;
  const now = clock();
  const link = readConfirmLink(keys, token ?? "", now);
  if (link.state === "unknown") throw answer(404);
  if (link.state === "expired") return undefined;
  const pending = await getPendingSigning(db, keys, link.id, now);
  if (!pending) return undefined;
  const askedIds = pending.demands.map(({ id }) => id);
  const demands = await listDemandsById(db, [...askedIds, ...pending.beside], locale);
  const asked = pending.demands.map(({ id, ...about }) => {
    const demand = demands.find((one) => one.id === id)!;
    return { ...demand, ...about, now: demand.textVersion };
  });
  // what is confirmed are the words that were signed
  const given = await listGivenTitles(db, asked, locale);
  return {
    id: link.id,
    name: pending.name,
    place: pending.place,
    demands: asked.map(({ id, slug, signed, open, ...standing }) => {
      const { title, lang } = given.find((one) => one.id === id) ?? standing;
      return { id, slug, title, lang, signed, open };
    }),
    beside: demands
      .filter(({ id }) => pending.beside.includes(id))
      .map(({ id, slug, title, lang }) => ({ id, slug, title, lang })),
  };
}

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const pending = await readPending(context, params.token);
  // after a POST the action has set the status of the page
  if (!pending) return data(null, request.method === "POST" ? undefined : { status: 410 });
  const { name, demands, beside, place } = pending;
  return data({
    name,
    demands,
    beside,
    place: await namePlace(context.db, place, context.locale),
    token: params.token!,
  });
}

export async function action({ context, params }: ActionFunctionArgs) {
  const confirmation = await submitConfirmation(context, params.token!);
  if (confirmation === "busy") throw answer(503);
  if (confirmation !== "nothing")
    return seeOther(context, href("/demands/:slug/signed", { slug: confirmation.first }));
  const pending = await readPending(context, params.token);
  const some = pending?.demands.some(({ open, signed }) => open || signed);
  const isChoice = some === true || (pending?.beside.length ?? 0) > 0;
  return data({ nothingChosen: isChoice }, { status: isChoice ? 422 : 410 });
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.confirm.title }));

export default function Confirm() {
  const pending = useLoaderData<typeof loader>();
  const sent = useActionData<{ nothingChosen: boolean }>();
  const { words, to } = useSite();
  const t = words.confirm;
  if (!pending) {
    return (
      <StepsPage title={t.expired} lead={t.expiredLead}>
        <a className="button" href={to("/")}>
          {t.again}
        </a>
      </StepsPage>
    );
  }
  const { demands, beside, name, place, token } = pending;
  const form = (
    <ConfirmForm
      {...{ token, demands, beside, place }}
      isNoneChosen={sent?.nothingChosen === true}
    />
  );
  const notMe = (
    <p>
      <a href={to(href("/confirm/:token/not-me", { token }))}>{t.notMe}</a>
    </p>
  );
  if (demands.some(({ signed, open }) => open && !signed)) {
    return (
      <StepsPage title={t.title} lead={t.lead(name)}>
        {form}
        {notMe}
      </StepsPage>
    );
  }
  const signed = demands.find((demand) => demand.signed);
  return (
    <StepsPage title={signed ? t.already : t.title} lead={signed ? t.alreadyLead : t.allClosed}>
      {beside.length > 0 && form}
      <p>
        <a
          className={beside.length > 0 ? "button quiet" : "button"}
          href={to(signed ? href("/demands/:slug/signed", { slug: signed.slug }) : "/")}
        >
          {signed ? words.signed.share : t.again}
        </a>
      </p>
      {notMe}
    </StepsPage>
  );
}
