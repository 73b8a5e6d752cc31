/** Where a letter is written. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  LetterForm,
  type LetterFormProps,
} from "../../../components/organise/letters/letter-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { newLetter } from "../../../letters/text/default-letter.ts";
import { listChoices } from "../../../letters/get-letter.server.ts";
import { getLastSubject } from "../../../letters/drafting/last-subject.server.ts";
import { composeLetter } from "../../../letters/write-letter.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { letterFormProps, readPostedLetter } from "../../../pages/letters/letter-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { composeWords } from "../../../words/organise/letters.ts";
import { programsSite } from "../../../pages/site.server.ts";

const here = href("/organise/letters/new");

export async function loader({ context }: LoaderFunctionArgs) {
  const { db, config } = context;
  const { name } = programsSite(context).campaign;
  const signing = { campaign: name, sender: context.campaign.now().sender };
  const typed = newLetter(signing, await getLastSubject(db, config.mail.live));
  return letterFormProps(context, here, await listChoices(db), typed);
}

export async function action({ context }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { draft, again } = await readPostedLetter(context, here);
  if (!draft) return again;
  const now = context.clock();
  const { id, said } = await actFor(context, organiser, now, (tx) =>
    composeLetter(tx, organiser.id, draft, now),
  );
  return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Write a letter" }));

export default function NewLetter() {
  const fresh = useLoaderData<typeof loader>();
  const sent = useActionData<LetterFormProps>();
  return (
    <OrganisePage title="Write a letter">
      <p className="lead">{composeWords.lead}</p>
      <LetterForm {...(sent ?? fresh)} />
    </OrganisePage>
  );
}
