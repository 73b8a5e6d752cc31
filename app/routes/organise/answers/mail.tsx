/** One email that came in: what it is, what it says, and the way to record it as the member's answer. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import type { Doubt } from "../../../answers/inbound/reading/known-sender.ts";
import { askAgain, markDone } from "../../../answers/inbound/see-to.server.ts";
import { isFetchable, isRecordable, taskOf } from "../../../answers/inbound/standing.ts";
import { MailCautions, MailFacts } from "../../../components/organise/answers/mail-facts.tsx";
import { MailText } from "../../../components/organise/answers/mail-text.tsx";
import { DeedButton, OrganisePage } from "../../../components/organise/organise-page.tsx";
import { dropTask } from "../../../organisers/tasks.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { requireInbound } from "../../../pages/members/require-inbound.server.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { flashes, isStale } from "../../../words/flash.ts";
import { dayOf, formatDate } from "../../../words/format.ts";
import { inboundWords as t } from "../../../words/organise/inbound.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { mail, ...facts } = await requireInbound(context, params.id);
  return {
    said: saidIn(request),
    day: formatDate("en", dayOf(facts.receivedAt)),
    facts: { ...facts, doubt: facts.doubt as Doubt | null },
    head: { from: mail?.from, subject: mail?.subject, signedBy: mail?.signedBy },
    words: mail && { text: mail.text, quoted: mail.quoted, attachments: mail.attachments },
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { clock, fields } = context;
  const organiser = organiserOf(context);
  const { id } = await requireInbound(context, params.id);
  const intent = readIntent(fields, intentsOf("/organise/answers/mails/:id"));
  if (intent === undefined) throw answer(400);
  const now = clock();
  const { said } = await actFor(context, organiser, now, async (tx) => {
    if (intent === "again") return askAgain(tx, id, now);
    const deed = await markDone(tx, id, intent === "done", now);
    if (intent === "done" && deed.changed) await dropTask(tx, taskOf(id), now);
    return deed;
  });
  if (isStale(said)) return data({ said: flashes[said] }, { status: 409 });
  return seeOther(context, saying(href("/organise/answers/mails/:id", { id }), said));
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data ? t.one(args.data.day) : t.title }));

export default function InboundMail() {
  const { said, day, facts, head, words } = useLoaderData<typeof loader>();
  const refused = useActionData<{ said: string }>();
  const { id, kind, sign, memberId, isOpen, recordedAt, doneAt, purgedAt } = facts;
  const here = href("/organise/answers/mails/:id", { id });
  const mayRecord = isRecordable(kind, sign) && memberId !== null && !purgedAt;
  return (
    <OrganisePage title={t.one(day)} said={refused?.said ?? said}>
      <p>
        <a href={href("/organise/answers/mails")}>{t.all}</a>
      </p>
      <MailCautions {...facts} />
      <MailFacts {...facts} {...head} />
      {kind === "unreadable" && <p className="hint">{t.atService}</p>}
      {words && <MailText {...words} />}
      <p className="hint">{purgedAt ? t.purgedNote : recordedAt ? t.keptFor : t.keptUntil}</p>
      <div className="together">
        {mayRecord && (
          <a
            className="button"
            href={`${href("/organise/members/:id", { id: memberId })}?mail=${id}#record`}
          >
            {t.record}
          </a>
        )}
        {isOpen && (
          <DeedButton action={here} intent="done" className="quiet">
            {t.done}
          </DeedButton>
        )}
        {doneAt && !recordedAt && !purgedAt && (
          <DeedButton action={here} intent="reopen" className="quiet">
            {t.reopen}
          </DeedButton>
        )}
        {isFetchable(sign) && !purgedAt && (
          <DeedButton action={here} intent="again" className="quiet">
            {t.again}
          </DeedButton>
        )}
      </div>
    </OrganisePage>
  );
}
