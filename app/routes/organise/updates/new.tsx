/** Where an update is written, from nothing or from an entry of a timeline. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import {
  UpdateForm,
  type UpdateFormProps,
} from "../../../components/organise/updates/update-form.tsx";
import { actFor } from "../../../pages/act-for.server.ts";
import { seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { readEntryWords } from "../../../pages/updates/entry-words.server.ts";
import { readPostedUpdate, updateFormProps } from "../../../pages/updates/update-page.server.ts";
import { href } from "../../../paths.ts";
import { listDemandChoices } from "../../../updates/demand-choices.server.ts";
import { PER_HOUR } from "../../../updates/update.ts";
import { typedOf } from "../../../updates/update-form.ts";
import { composeUpdate } from "../../../updates/write-update.server.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";

const here = href("/organise/updates/new");
const nothing = { texts: { en: { subject: "", body: "" } }, demandIds: [] };

export async function loader({ context, request }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams;
  const demands = await listDemandChoices(context.db);
  const words = await readEntryWords(context.db, demands, asked.get("demand"), asked.get("entry"));
  const typed = typedOf({ ...(words ?? nothing), perHour: PER_HOUR }, demands);
  return updateFormProps(context, here, demands, typed);
}

export async function action({ context }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { draft, again } = await readPostedUpdate(context, here);
  if (!draft) return again;
  const now = context.clock();
  const { id, said } = await actFor(context, organiser, now, (tx) =>
    composeUpdate(tx, organiser.id, draft, now),
  );
  return seeOther(context, saying(href("/organise/updates/:id", { id }), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.write }));

export default function NewUpdate() {
  const fresh = useLoaderData<typeof loader>();
  const sent = useActionData<UpdateFormProps>();
  return (
    <OrganisePage title={t.write}>
      <p className="lead">{t.newLead}</p>
      <UpdateForm {...(sent ?? fresh)} />
    </OrganisePage>
  );
}
