/** A signer's own page: see, download, correct, stop updates, withdraw. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Field } from "../../components/field.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { SignatureChoice, StoredFacts } from "../../components/stored-facts.tsx";
import { listDemandsById } from "../../demands/get-demand.server.ts";
import { showPostcode } from "../../places/postcode.ts";
import { chooseHeld } from "../../signatures/choose.ts";
import { getHeld, readSignerLink, rename, setUpdates } from "../../signatures/manage.server.ts";
import { NAME_MAX, type NameProblem, readName } from "../../signatures/name.ts";
import { withdraw } from "../../signatures/withdraw.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { readForm } from "../../pages/form.server.ts";
import { titled } from "../../pages/meta.ts";
import { namePlace } from "../../signatures/name-places.server.ts";
import { useSite } from "../../pages/site.tsx";

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

type Said = {
  said?: "renamed" | "updatesStopped" | "withdrawn";
  problem?: NameProblem;
  noneChosen?: true;
};

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { db, keys, clock, locale, changes } = context;
  const signer = readSignerLink(keys, "manage", params.token ?? "");
  if (!signer) throw answer(404);
  const fields = await readForm(request);
  const say = (said: Said, status = 200) => data<Said>(said, { status });
  switch (fields.get("intent")) {
    case "export":
      return seeOther(context, `/manage/${params.token}/export`);
    case "rename": {
      const name = readName(fields.get("name") ?? "");
      if ("problem" in name) return say({ problem: name.problem }, 422);
      await rename(db, keys, signer, name.name);
      return say({ said: "renamed" });
    }
    case "updates":
      await setUpdates(db, signer, fields.get("updates") === "yes");
      return say({ said: "updatesStopped" });
    case "withdraw": {
      const held = await getHeld(db, keys, signer);
      const ids = held?.signatures.map(({ demandId }) => demandId) ?? [];
      const demands = await listDemandsById(db, ids, locale);
      const chosen = chooseHeld(fields, demands);
      if (!chosen) return say({ noneChosen: true }, 422);
      const erased = await withdraw(db, signer, chosen, clock());
      const gone = demands.filter(({ id }) => chosen.includes(id)).map(({ slug }) => slug);
      if (erased > 0) changes.made(gone);
      return say({ said: "withdrawn" });
    }
    default:
      throw answer(400);
  }
}

export const meta: MetaFunction = (args) =>
  titled(args, (words) => ({ title: words.manage.title, hidden: true }));

export default function Manage() {
  const { token, held } = useLoaderData<typeof loader>();
  const { said, problem, noneChosen } = useActionData<Said>() ?? {};
  const { words, to } = useSite();
  const t = words.manage;
  const action = to(`/manage/${token}`);
  const message = said && (
    <p className="said" role="status">
      {t[said]}
    </p>
  );
  if (!held) {
    return (
      <StepsPage title={said ? t.title : t.none} lead={said ? undefined : t.noneLead}>
        {message}
      </StepsPage>
    );
  }
  return (
    <StepsPage title={t.title}>
      {message}
      <StoredFacts {...held} />
      <form method="post" action={action}>
        <button name="intent" value="export" className="quiet">
          {t.exportButton}
        </button>
      </form>
      <form method="post" action={action}>
        <Field name="name" label={t.rename} problem={problem && words.problems[problem]}>
          <input autoComplete="name" maxLength={NAME_MAX} defaultValue={held.name} />
        </Field>
        <button name="intent" value="rename" className="quiet">
          {t.renameButton}
        </button>
      </form>
      <h2>{t.updates}</h2>
      <p>{held.updates ? t.updatesOn : t.updatesOff}</p>
      {held.updates && (
        <form method="post" action={action}>
          <button name="intent" value="updates" className="quiet">
            {t.updatesStop}
          </button>
        </form>
      )}
      <h2>{t.withdraw}</h2>
      <p>{t.withdrawLead}</p>
      {noneChosen && (
        <p className="error-summary" role="alert">
          {t.chooseOne}
        </p>
      )}
      <form method="post" action={action}>
        <SignatureChoice signatures={held.signatures} />
        <button name="intent" value="withdraw" className="danger">
          {t.withdrawButton}
        </button>
      </form>
    </StepsPage>
  );
}
