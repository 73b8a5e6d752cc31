/** Where the draft of an update is changed, until it is approved. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { StaleNotice } from "../../../components/organise/letters/stale-letter.tsx";
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
import { type StaleUpdate, staleUpdate } from "../../../pages/updates/stale-update.server.ts";
import { requireUpdate } from "../../../pages/updates/require-update.server.ts";
import { readPostedUpdate, updateFormProps } from "../../../pages/updates/update-page.server.ts";
import { href } from "../../../paths.ts";
import { listDemandChoices } from "../../../updates/demand-choices.server.ts";
import { draftVersion, getUpdate } from "../../../updates/get-update.server.ts";
import { refusalOf } from "../../../updates/life.ts";
import { typedOf } from "../../../updates/update-form.ts";
import { reviseUpdate } from "../../../updates/write-update.server.ts";
import { staleWords } from "../../../words/organise-forms.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";

const pathOf = (id: number) => href("/organise/updates/:id/edit", { id });

export async function loader({ context, params }: LoaderFunctionArgs) {
  const update = await requireUpdate(context, params.id);
  const refused = refusalOf("revise", update.state);
  // after a post the action says so, and keeps what was typed
  if (refused && context.fields.size === 0)
    throw seeOther(context, saying(href("/organise/updates/:id", { id: update.id }), refused));
  const demands = await listDemandChoices(context.db);
  const version = draftVersion(update);
  return updateFormProps(context, pathOf(update.id), demands, typedOf(update, demands), {
    version,
  });
}

export async function action({ context, params }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { id } = await requireUpdate(context, params.id);
  const posted = await readPostedUpdate(context, pathOf(id));
  if (!posted.draft) return posted.again;
  const { draft, typed, demands, version } = posted;
  const { said } = await actFor(context, organiser, context.clock(), (tx) =>
    reviseUpdate(tx, id, organiser.id, draft, version),
  );
  const isOver = said === "update-not-draft";
  if (!isOver && said !== "update-revise-stale")
    return seeOther(context, saying(href("/organise/updates/:id", { id }), said));
  const stale = await staleUpdate(context, id, said, version, draft);
  const kept = await getUpdate(context.db, String(id));
  const form = isOver
    ? updateFormProps(context, href("/organise/updates/new"), demands, typed)
    : updateFormProps(context, pathOf(id), demands, typed, {
        version: kept && draftVersion(kept),
      });
  return data({ ...form, stale: { ...stale, id } }, { status: stale.isNamed ? 409 : 422 });
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.change }));

interface Sent extends UpdateFormProps {
  stale?: StaleUpdate & { id: number };
}

export default function EditUpdate() {
  const kept = useLoaderData<typeof loader>();
  const { stale, ...form }: Sent = useActionData<Sent>() ?? kept;
  const isOver = stale?.said === "update-not-draft";
  return (
    <OrganisePage title={t.change}>
      {stale ? (
        <StaleNotice {...stale} isTyped>
          <p>
            {isOver ? staleWords.mergeNew : staleWords.merge}{" "}
            <a href={href("/organise/updates/:id", { id: stale.id })}>{staleWords.takeTheirs}</a>
          </p>
        </StaleNotice>
      ) : (
        <p className="hint">{t.changeHint}</p>
      )}
      <UpdateForm
        {...form}
        {...(stale && { keep: isOver ? staleWords.keepAsNew : staleWords.keepMine })}
      />
    </OrganisePage>
  );
}
