/** Where a draft is changed, until it is approved. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { LetterForm, type LetterFormProps } from "../../components/organise/letter-form.tsx";
import { OrganisePage } from "../../components/organise/organise-page.tsx";
import { listChoices } from "../../letters/get-letter.server.ts";
import { typedOf } from "../../letters/letter-form.ts";
import { refusalOf } from "../../letters/life.ts";
import { reviseLetter } from "../../letters/write-letter.server.ts";
import { actFor } from "../../pages/act-for.server.ts";
import { seeOther } from "../../pages/answers.server.ts";
import { saying } from "../../pages/flash.ts";
import {
  letterFormProps,
  readPostedLetter,
  requireLetter,
} from "../../pages/letter-page.server.ts";
import { titled } from "../../pages/meta.ts";
import { organiserOf } from "../../pages/session.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const letter = await requireLetter(context, params.id);
  const refused = refusalOf("revise", letter.state);
  if (refused)
    throw seeOther(context, saying(href("/organise/letters/:id", { id: letter.id }), refused));
  const choices = await listChoices(context.db);
  const here = href("/organise/letters/:id/edit", { id: letter.id });
  return letterFormProps(context, here, choices, typedOf(letter, choices));
}

export async function action({ context, params }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { id } = await requireLetter(context, params.id);
  const { draft, again } = await readPostedLetter(
    context,
    href("/organise/letters/:id/edit", { id }),
  );
  if (!draft) return again;
  const { said } = await actFor(context, organiser, context.clock(), (tx) =>
    reviseLetter(tx, id, organiser.id, draft),
  );
  return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Change the draft" }));

export default function EditLetter() {
  const kept = useLoaderData<typeof loader>();
  const sent = useActionData<LetterFormProps>();
  return (
    <OrganisePage title="Change the draft">
      <p className="hint">
        Whoever changes it is its author. Somebody else approves it; its author does only when there
        is no other organiser.
      </p>
      <LetterForm {...(sent ?? kept)} />
    </OrganisePage>
  );
}
