/** Where a draft is changed, until it is approved. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { LetterFields, type LetterFieldsProps } from "../../components/organise/letter-fields.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { listChoices } from "../../letters/get-letter.server.ts";
import { readDraft, readTyped, typedOf } from "../../letters/letter-form.ts";
import { refusalOf } from "../../letters/life.ts";
import { reviseLetter } from "../../letters/write-letter.server.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { seeOther } from "../../pages/answers.server.ts";
import { saying } from "../../pages/flash.ts";
import { readForm } from "../../pages/form.server.ts";
import { letterFields, requireLetter } from "../../pages/letter-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOrganiser } from "../../pages/session.server.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  await requireOrganiser(context, request, "organiser");
  const letter = await requireLetter(context, params.id);
  const refused = refusalOf("revise", letter.state);
  if (refused) throw seeOther(context, saying(`/organise/letters/${letter.id}`, refused));
  const choices = await listChoices(context.db);
  const here = `/organise/letters/${letter.id}/edit`;
  return letterFields(context, here, choices, typedOf(letter, choices));
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { db, clock } = context;
  const organiser = await requireOrganiser(context, request, "organiser");
  const { id } = await requireLetter(context, params.id);
  const here = `/organise/letters/${id}/edit`;
  const form = await readForm(request);
  const typed = readTyped(form);
  const choices = await listChoices(db);
  const read = readDraft(typed, choices);
  if ("problems" in read)
    return data(await letterFields(context, here, choices, typed, read.problems), { status: 422 });
  if (form.get("intent") === "show") return data(await letterFields(context, here, choices, typed));
  const { said } = await actFor(context, organiser, clock(), (tx) =>
    reviseLetter(tx, id, organiser.id, read.draft),
  );
  return seeOther(context, saying(`/organise/letters/${id}`, said));
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Change the draft", hidden: true }));

export default function EditLetter() {
  const kept = useLoaderData<typeof loader>();
  const sent = useActionData<LetterFieldsProps>();
  return (
    <OrganisePage title="Change the draft">
      <p className="hint">
        Whoever changes it is its author. Somebody else approves it; its author does only when there
        is no other organiser.
      </p>
      <LetterFields {...(sent ?? kept)} />
    </OrganisePage>
  );
}
