/** Where a letter is written. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { LetterFields, type LetterFieldsProps } from "../../components/organise/letter-fields.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { defaultBody, defaultSubject } from "../../letters/default-letter.ts";
import { listChoices } from "../../letters/get-letter.server.ts";
import { readDraft, readTyped, type Typed } from "../../letters/letter-form.ts";
import { composeLetter } from "../../letters/write-letter.server.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { seeOther } from "../../pages/answers.server.ts";
import { readForm } from "../../pages/form.server.ts";
import { letterFields } from "../../pages/letter-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOrganiser } from "../../pages/session.server.ts";

const here = "/organise/letters/new";

export async function loader({ context, request }: LoaderFunctionArgs) {
  await requireOrganiser(context, request, "organiser");
  const typed: Typed = {
    subject: defaultSubject,
    body: defaultBody(context.config.campaign.name),
    demand: [],
    audience: "all",
    region: "",
    party: "",
    member: [],
    threshold: "",
    per_hour: "60",
    window: "any",
  };
  return letterFields(context, here, await listChoices(context.db), typed);
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { db, clock } = context;
  const organiser = await requireOrganiser(context, request, "organiser");
  const form = await readForm(request);
  const typed = readTyped(form);
  const choices = await listChoices(db);
  const read = readDraft(typed, choices);
  if ("problems" in read)
    return data(await letterFields(context, here, choices, typed, read.problems), { status: 422 });
  if (form.get("intent") === "show") return data(await letterFields(context, here, choices, typed));
  const now = clock();
  const { id } = await actFor(context, organiser, now, (tx) =>
    composeLetter(tx, organiser.id, read.draft, now),
  );
  return seeOther(context, `/organise/letters/${id}`);
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Write a letter", hidden: true }));

export default function NewLetter() {
  const fresh = useLoaderData<typeof loader>();
  const sent = useActionData<LetterFieldsProps>();
  return (
    <OrganisePage title="Write a letter">
      <p className="lead">
        To members, with the totals. You see every copy before anything leaves.
      </p>
      <LetterFields {...(sent ?? fresh)} />
    </OrganisePage>
  );
}
