/** All copies of a letter as one document for those who post paper; written into the audit log. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { printRun } from "../../../components/letters/print-run.tsx";
import { PrintForm } from "../../../components/organise/letters/print-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { postedTo } from "../../../letters/paper/posted.ts";
import { countPosted } from "../../../letters/paper/posted-copies.server.ts";
import { subjectInBrackets } from "../../../letters/text/fields.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { requireIntent, requireLetter } from "../../../pages/letters/letter-page.server.ts";
import { preparePrint } from "../../../pages/letters/print-letter.server.ts";
import { titled } from "../../../pages/meta.ts";
import { streamedPage } from "../../../pages/letters/streamed-page.server.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href, intentsOf } from "../../../paths.ts";
import { printWords as t } from "../../../words/organise/printing.ts";
import stylesheet from "../../../styles/paper.css?url";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { id, subject, countedAt } = await requireLetter(context, params.id);
  const isCounted = countedAt !== null;
  return {
    id,
    subject: subjectInBrackets(subject),
    isCounted,
    numbers: await countPosted(context.db, id),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { fields, clock } = context;
  const letter = await requireLetter(context, params.id);
  requireIntent(fields, intentsOf("/organise/letters/:id/print"));
  const to = postedTo.find((one) => one === fields.get("to"));
  const { id, countedAt } = letter;
  if (!to || countedAt === null) throw answer(400);
  const { number, portions } = await preparePrint(context, { ...letter, countedAt }, to);
  await actFor(context, organiserOf(context), clock(), () =>
    Promise.resolve({
      said: "sent-already",
      changed: { action: "letter.print", subject: `letter ${id}`, after: { sheets: number, to } },
    }),
  );
  const back = href("/organise/letters/:id", { id });
  return streamedPage(printRun({ subject: letter.subject, number, portions, back, stylesheet }));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function Print() {
  const { id, subject, isCounted, numbers } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title={t.title}>
      <p>
        <a href={href("/organise/letters/:id", { id })}>{subject}</a>
      </p>
      <p className="lead">{t.lead}</p>
      {isCounted ? <PrintForm id={id} numbers={numbers} /> : <p className="note">{t.notCounted}</p>}
    </OrganisePage>
  );
}
