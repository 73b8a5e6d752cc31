/** A signer's own page: see, download, correct, stop updates, withdraw. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { FlashMessage } from "../../components/flash.tsx";
import {
  ExportForm,
  RenameForm,
  UpdatesForm,
  WithdrawForm,
} from "../../components/manage-forms.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { StoredFacts } from "../../components/stored-facts.tsx";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { readIntent } from "../../pages/read-form.ts";
import { useSite } from "../../pages/site.tsx";
import { showPostcode } from "../../places/postcode.ts";
import { getHeld, readSignerLink, rename, setUpdates } from "../../signatures/manage.server.ts";
import {
  readRename,
  type RenameProblems,
  readUpdates,
  readWithdrawal,
  type TypedName,
} from "../../signatures/manage-forms.ts";
import { namePlace } from "../../signatures/name-places.server.ts";
import { withdraw } from "../../signatures/withdraw.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { db, keys, locale } = context;
  const signer = readSignerLink(keys, "manage", params.token ?? "");
  if (!signer) throw answer(404);
  const held = await getHeld(db, keys, signer);
  if (!held) return { token: params.token!, held: undefined };
  const ids = held.signatures.map(({ demandId }) => demandId);
  const demands = await listDemandsById(db, ids, locale);
  return {
    token: params.token!,
    held: {
      name: held.name,
      address: held.address,
      postcode: held.postcode && showPostcode(held.postcode),
      place: await namePlace(db, held.place, locale),
      updates: held.updates,
      signatures: demands.map(({ id, slug, title }) => {
        const { confirmedAt } = held.signatures.find(({ demandId }) => demandId === id)!;
        return { id, slug, title, confirmedAt };
      }),
    },
  };
}

/** What the form that was sent did, or why it did nothing. */
type Sent =
  | { done: "renamed" | "updatesOn" | "updatesStopped" | "withdrawn" }
  | { typed: TypedName; problems: RenameProblems }
  | { isNoneChosen: true };

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, keys, clock, locale, changes, fields } = context;
  const signer = readSignerLink(keys, "manage", params.token ?? "");
  if (!signer) throw answer(404);
  const say = (sent: Sent) => data(sent, { status: "done" in sent ? 200 : 422 });
  switch (readIntent(fields, ["export", "rename", "updates", "withdraw"])) {
    case "export":
      return seeOther(context, href("/manage/:token/export", { token: params.token! }));
    case "rename": {
      const read = readRename(fields);
      if ("problems" in read) return say(read);
      await rename(db, keys, signer, read.name);
      return say({ done: "renamed" });
    }
    case "updates": {
      const updates = readUpdates(fields);
      await setUpdates(db, signer, updates);
      return say({ done: updates ? "updatesOn" : "updatesStopped" });
    }
    case "withdraw": {
      const held = await getHeld(db, keys, signer);
      const ids = held?.signatures.map(({ demandId }) => demandId) ?? [];
      const demands = await listDemandsById(db, ids, locale);
      const chosen = readWithdrawal(fields, demands);
      if (!chosen) return say({ isNoneChosen: true });
      const erased = await withdraw(db, signer, chosen, clock());
      const gone = demands.filter(({ id }) => chosen.includes(id)).map(({ slug }) => slug);
      if (erased > 0) changes.made(gone);
      return say({ done: "withdrawn" });
    }
    case undefined:
      throw answer(400);
  }
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.manage.title }));

export default function Manage() {
  const { token, held } = useLoaderData<typeof loader>();
  const sent = useActionData<Sent>();
  const { words, to } = useSite();
  const t = words.manage;
  const done = sent && "done" in sent ? t[sent.done] : undefined;
  if (!held) {
    return (
      <StepsPage title={done ? t.title : t.none} lead={done ? undefined : t.noneLead}>
        <FlashMessage said={done} />
      </StepsPage>
    );
  }
  const action = to(href("/manage/:token", { token }));
  const name = sent && "problems" in sent ? sent : { typed: { name: held.name }, problems: {} };
  return (
    <StepsPage title={t.title}>
      <FlashMessage said={done} />
      <StoredFacts {...held} />
      <ExportForm action={action} />
      <RenameForm action={action} {...name} />
      <h2>{t.updates}</h2>
      <UpdatesForm action={action} updates={held.updates} />
      <h2>{t.withdraw}</h2>
      <p>{t.withdrawLead}</p>
      <WithdrawForm
        action={action}
        signatures={held.signatures}
        isNoneChosen={sent !== undefined && "isNoneChosen" in sent}
      />
    </StepsPage>
  );
}
