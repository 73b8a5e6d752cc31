/** The mailed link: GET shows what would be confirmed and changes nothing, POST confirms. */
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type SerializeFrom,
} from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ConfirmForm } from "../../components/confirm-form.tsx";
import { LinkEnded } from "../../components/after/link-ended.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { listGivenTitles } from "../../demands/given-titles.server.ts";
import { readConfirmLink } from "../../signatures/confirm.server.ts";
import { getPendingSigning } from "../../signatures/confirming/get-pending.server.ts";
import { submitConfirmation } from "../../signatures/submit.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { readEnded } from "../../pages/after/link-ended.server.ts";
import { titled } from "../../pages/meta.ts";
import { namePlace } from "../../signatures/name-places.server.ts";
import { hrefOfThanks } from "../../signatures/after/thanks.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import type { Words } from "../../words/en.ts";

/** @throws the 404 page for a forged link; what is told instead when the signing is a week old or gone */
async function readPending(context: RequestContext, token: string | undefined) {
  const { db, keys, clock, locale } = context;
  const now = clock();
  const link = readConfirmLink(keys, token ?? "", now);
  if (link.state === "unknown") throw answer(404);
  if (link.state === "expired") return readEnded(context, "expired", link.id);
  const pending = await getPendingSigning(db, keys, link.id, now);
  if (!pending) return readEnded(context, "gone", link.id);
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
  const isGone = request.method === "POST" ? undefined : { status: 410 };
  if ("why" in pending) return data({ ended: pending, token: undefined }, isGone);
  const { name, demands, beside, place } = pending;
  if (beside.length === 0 && !demands.some(({ signed, open }) => signed || open))
    // what is open was signed by this very form
    return data({
      ended: { why: "allClosed" as const, asked: [], open: [] },
      token: params.token!,
    });
  return data({
    name,
    demands,
    beside,
    place: await namePlace(context.db, place, context.locale),
    placeCode: place,
    token: params.token!,
  });
}

export async function action({ context, params }: ActionFunctionArgs) {
  const confirmation = await submitConfirmation(context, params.token!);
  if (confirmation === "busy") throw answer(503);
  if (confirmation !== "nothing")
    return seeOther(context, href("/demands/:slug/signed", { slug: confirmation.first }));
  const pending = await readPending(context, params.token);
  const isChoice =
    "demands" in pending &&
    (pending.beside.length > 0 || pending.demands.some(({ open, signed }) => open || signed));
  return data({ nothingChosen: isChoice }, { status: isChoice ? 422 : 410 });
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({ title: args.data ? titleOf(args.data, words) : words.confirm.title }));

/** In the tab as on the page: whether something waits, was signed, has closed, or the link has ended. */
function titleOf(shown: SerializeFrom<typeof loader>, { confirm, errors }: Words): string {
  const closed = errors[410].title;
  if ("ended" in shown) {
    const { why } = shown.ended;
    return why === "allClosed" ? closed : confirm[why];
  }
  if (shown.demands.some(isWaiting)) return confirm.title;
  return shown.demands.some(({ signed }) => signed) ? confirm.already : closed;
}

const isWaiting = ({ signed, open }: { signed: boolean; open: boolean }) => open && !signed;

export default function Confirm() {
  const shown = useLoaderData<typeof loader>();
  const sent = useActionData<{ nothingChosen: boolean }>();
  const { words, to } = useSite();
  const t = words.confirm;
  const { token } = shown;
  const notMe = token !== undefined && (
    <p>
      <a href={to(href("/confirm/:token/not-me", { token }))}>{t.notMe}</a>
    </p>
  );
  if ("ended" in shown) return <LinkEnded {...shown.ended}>{notMe}</LinkEnded>;
  const { demands, beside, name, place, placeCode } = shown;
  const form = (
    <ConfirmForm
      {...{ token: shown.token, name, demands, beside, place, placeCode }}
      isNoneChosen={sent?.nothingChosen === true}
    />
  );
  const title = titleOf(shown, words);
  const isAnyWaiting = demands.some(isWaiting);
  const signed = demands.find((demand) => demand.signed);
  if (isAnyWaiting || !signed) {
    return (
      <StepsPage title={title} lead={isAnyWaiting ? t.lead(name) : t.allClosed}>
        {form}
        {notMe}
      </StepsPage>
    );
  }
  return (
    <StepsPage title={title} lead={t.alreadyLead}>
      {beside.length > 0 && form}
      <p>
        <a
          className={beside.length > 0 ? "button quiet" : "button"}
          href={to(hrefOfThanks(signed.slug, placeCode))}
        >
          {words.signed.share}
        </a>
      </p>
      <p>
        <a href={to(href("/manage"))}>{words.footer.manage}</a>
      </p>
      {notMe}
    </StepsPage>
  );
}
