/** A signer's own page: see, download, correct, stop updates, withdraw, erase. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Deeds } from "../../components/after/deeds.tsx";
import { SignedList } from "../../components/after/signed-list.tsx";
import { Onward } from "../../components/after/onward.tsx";
import { FlashMessage } from "../../components/flash.tsx";
import { KeptElse, KeptForms } from "../../components/signing/kept.tsx";
import { KeptNews } from "../../components/signing/kept-news.tsx";
import { KeptLetters } from "../../components/writing/kept-letters.tsx";
import { WriteOffer } from "../../components/writing/write-offer.tsx";
import { KeptOutside } from "../../components/signing/kept-outside.tsx";
import { SureForm } from "../../components/signing/sure-form.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { StoredFacts } from "../../components/stored-facts.tsx";
import type { RequestContext } from "../../context.server.ts";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent } from "../../pages/read-form.ts";
import { useSite } from "../../pages/site.tsx";
import { showPostcode } from "../../places/postcode.ts";
import { getNotedUntil } from "../../signatures/erasures/noted-until.server.ts";
import { getHeld } from "../../signatures/manage/get-held.server.ts";
import { readSignerLink } from "../../signatures/manage/link.server.ts";
import { INTENTS, type Managed, submitManaging } from "../../signatures/manage/submit.server.ts";
import { namePlace } from "../../signatures/name-places.server.ts";
import { href } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { getWriter, writeToken } from "../../write/writer.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { db, keys, locale, campaign } = context;
  const signer = readSignerLink(keys, "manage", params.token ?? "");
  if (!signer) throw answer(404);
  const token = params.token!;
  const held = await getHeld(db, keys, signer);
  const notedUntil = await getNotedUntil(db, keys, signer);
  if (!held) return { token, notedUntil, held: undefined };
  const { person, addresses, updates, signatures, signings, mails, allowances, updateMails, bars } =
    held;
  const ids = [
    ...signatures.map(({ demandId }) => demandId),
    ...signings.flatMap((one) => one.demandIds),
    ...held.news.map(({ demandId }) => demandId),
  ];
  const demands = await listDemandsById(db, [...new Set(ids)], locale);
  const titlesOf = (ids: number[]) =>
    ids.map((id) => {
      const demand = demands.find((one) => one.id === id);
      return { title: demand?.title ?? "", lang: demand?.lang };
    });
  return {
    token,
    notedUntil,
    held: {
      address: person?.address ?? addresses[0],
      person: person && {
        name: person.name,
        postcode: person.postcode && showPostcode(person.postcode),
        place: await namePlace(db, person.place, locale),
      },
      updates,
      sources: [...new Set([...signatures, ...signings].flatMap(({ source }) => source ?? []))],
      signatures: demands.flatMap(({ id, slug, title, lang }) => {
        const signature = signatures.find(({ demandId }) => demandId === id);
        if (!signature) return [];
        const { confirmedAt, standing } = signature;
        return [{ id, slug, title, lang, confirmedAt, standing }];
      }),
      forms: signings.map(({ id, name, demandIds, createdAt, keptUntil, isConfirmed }) => {
        return { id, name, titles: titlesOf(demandIds), createdAt, keptUntil, isConfirmed };
      }),
      news: held.news.map(({ demandId, keptUntil }) => {
        return { demand: demandId, ...titlesOf([demandId])[0]!, keptUntil };
      }),
      mails: mails.length,
      limits: allowances.length,
      updatesMailed: updateMails.length,
      networks: signings.filter(({ network }) => network !== null).length,
      bars: bars.map(({ reason, until }) => ({ reason, until })),
      ...{ given: held.given, removalUntil: held.removalUntil, invitedAt: held.invitedAt },
      isNeverInvited: held.isNeverInvited,
      invitesWaiting: held.invitesTo.length,
      ownLetters: held.ownLetters.map(({ letter, state, leftAt, createdAt }) => {
        return { state, at: leftAt ?? createdAt, member: letter?.member, title: letter?.title };
      }),
      write: await readOffer(context, signer),
      objectTo: campaign.now().email,
    },
  };
}

/** Where to write to one's own member, for whom there is one to be written to. */
async function readOffer(context: RequestContext, signer: Buffer) {
  const { db, keys, locale, config } = context;
  const tools = { db, keys, locale, live: config.mail.live };
  const writer = await getWriter(tools, signer, context.clock());
  if (!writer || writer.demands.length === 0) return undefined;
  return { member: writer.member, token: writeToken(keys, signer) };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const signer = readSignerLink(context.keys, "manage", params.token ?? "");
  if (!signer) throw answer(404);
  const intent = readIntent(context.fields, INTENTS);
  if (intent === undefined) throw answer(400);
  if (intent === "export")
    return seeOther(context, href("/manage/:token/export", { token: params.token! }));
  const managed = await submitManaging(context, signer, intent);
  return data(managed, {
    status: "problems" in managed || "isNoneChosen" in managed ? 422 : 200,
  });
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.manage.title }));

export default function Manage() {
  const { token, notedUntil, held } = useLoaderData<typeof loader>();
  const sent = useActionData<Managed>();
  const { words, to, locale } = useSite();
  const t = words.manage;
  const noted = notedUntil && `${t.noted} ${t.keptUntil(formatDate(locale, notedUntil))}`;
  const action = to(href("/manage/:token", { token }));
  if (sent && "ask" in sent) return <SureForm action={action} {...sent} />;
  const done = sent && ("done" in sent ? t[sent.done] : "isPartly" in sent ? t.partly : undefined);
  if (!held) {
    return (
      <StepsPage
        title={done ? t.title : noted ? t.onlyNoted : t.none}
        lead={done ? (noted ? t.onlyNoted : t.nothingLeft) : t.noneLead}
      >
        <FlashMessage said={done} />
        {noted && <p>{noted}</p>}
        <p>{t.number}</p>
        <Onward
          to={[
            [href("/manage"), t.anew],
            ["/", words.errors.home],
          ]}
        />
      </StepsPage>
    );
  }
  const { person, updates, signatures } = held;
  const asStored = person && { typed: { name: person.name }, problems: {} };
  return (
    <StepsPage title={t.title}>
      <FlashMessage said={done} />
      <SignedList {...held} />
      {held.write && <WriteOffer {...held.write} />}
      <section className="kept">
        <h2>{t.stored}</h2>
        <StoredFacts {...held} />
        <KeptForms {...held} />
        <KeptNews news={held.news} />
        <KeptLetters letters={held.ownLetters} />
        <KeptElse {...held} />
        <KeptOutside {...held} />
        {noted && <p>{noted}</p>}
      </section>
      <Deeds
        {...{ action, updates, signatures }}
        name={person && sent && "problems" in sent ? sent : asStored}
        isNoneChosen={sent !== undefined && "isNoneChosen" in sent}
      />
    </StepsPage>
  );
}
