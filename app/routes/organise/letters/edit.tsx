/** Where a draft is changed, until it is approved. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  LetterForm,
  type LetterFormProps,
} from "../../../components/organise/letters/letter-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { StaleDraft } from "../../../components/organise/letters/stale-letter.tsx";
import { draftVersion } from "../../../letters/drafting/seen.server.ts";
import { getLetter, listChoices } from "../../../letters/get-letter.server.ts";
import { typedOf } from "../../../letters/letter-form.ts";
import { refusalOf } from "../../../letters/life.ts";
import { reviseLetter } from "../../../letters/write-letter.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import {
  letterFormProps,
  readPostedLetter,
  requireLetter,
} from "../../../pages/letters/letter-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { staleDraft, type StaleLetter } from "../../../pages/letters/stale-letter.server.ts";
import { href } from "../../../paths.ts";
import { staleWords } from "../../../words/organise-forms.ts";

const pathOf = (id: number) => href("/organise/letters/:id/edit", { id });

export async function loader({ context, params }: LoaderFunctionArgs) {
  const letter = await requireLetter(context, params.id);
  const refused = refusalOf("revise", letter.state);
  // after a post the action says so, and keeps what was typed
  if (refused && context.fields.size === 0)
    throw seeOther(context, saying(href("/organise/letters/:id", { id: letter.id }), refused));
  const choices = await listChoices(context.db);
  const version = draftVersion(letter);
  return letterFormProps(context, pathOf(letter.id), choices, typedOf(letter, choices), {
    id: letter.id,
    version,
  });
}

export async function action({ context, params }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { id } = await requireLetter(context, params.id);
  const posted = await readPostedLetter(context, pathOf(id), id);
  if (!posted.draft) return posted.again;
  const { draft, typed, choices, version } = posted;
  const { said } = await actFor(context, organiser, context.clock(), (tx) =>
    reviseLetter(tx, id, organiser.id, draft, version),
  );
  const isOver = said === "not-draft";
  if (!isOver && said !== "revise-stale")
    return seeOther(context, saying(href("/organise/letters/:id", { id }), said));
  const stale = await staleDraft(context, id, said, version, draft);
  const kept = await getLetter(context.db, String(id));
  const form = isOver
    ? await letterFormProps(context, href("/organise/letters/new"), choices, typed)
    : await letterFormProps(context, pathOf(id), choices, typed, {
        id,
        version: kept && draftVersion(kept),
      });
  return data({ ...form, stale: { ...stale, id } }, { status: stale.isNamed ? 409 : 422 });
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Change the draft" }));

interface Sent extends LetterFormProps {
  stale?: StaleLetter & { id: number };
}

export default function EditLetter() {
  const kept = useLoaderData<typeof loader>();
  const { stale, ...form } = useActionData<Sent>() ?? { ...kept };
  const isOver = stale?.said === "not-draft";
  return (
    <OrganisePage title="Change the draft">
      {stale ? (
        <StaleDraft {...stale} isOver={isOver} />
      ) : (
        <p className="hint">
          Whoever changes it is its author. Somebody else approves it; its author does only when
          there is no other organiser.
        </p>
      )}
      <LetterForm
        {...form}
        {...(stale && { keep: isOver ? staleWords.keepAsNew : staleWords.keepMine })}
      />
    </OrganisePage>
  );
}
