/** One update, for organisers: its state, whom it reaches, and what can be done with it. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { HistoryLink } from "../../../components/organise/audit/history-link.tsx";
import { StaleNotice } from "../../../components/organise/letters/stale-letter.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { UpdateDeeds } from "../../../components/organise/updates/update-deeds.tsx";
import { UpdateFacts } from "../../../components/organise/updates/update-facts.tsx";
import { UpdatePreview } from "../../../components/organise/updates/update-preview.tsx";
import { UpdateProgress } from "../../../components/organise/updates/update-progress.tsx";
import { listDemandsById } from "../../../demands/get-demand.server.ts";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { saidIn } from "../../../pages/flash.ts";
import { requireIntent } from "../../../pages/letters/letter-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { goesInEarnest } from "../../../pages/organise/in-earnest.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { actOnUpdate, type Refused } from "../../../pages/updates/act-on-update.server.ts";
import { requireUpdate } from "../../../pages/updates/require-update.server.ts";
import { intentsOf } from "../../../paths.ts";
import { draftVersion } from "../../../updates/get-update.server.ts";
import { countPeople } from "../../../updates/count-people.server.ts";
import { languagesOf } from "../../../updates/update.ts";
import { staleWords } from "../../../words/organise-forms.ts";
import { updateWords as t } from "../../../words/organise/updates.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, clock, renderUpdate, config } = context;
  const update = await requireUpdate(context, params.id);
  const isAhead = update.beganAt === null && update.state !== "cancelled";
  const [people, demands] = await Promise.all([
    isAhead ? countPeople(db, update.demandIds, update.id, clock()) : [],
    listDemandsById(db, update.demandIds, "en"),
  ]);
  return {
    update,
    version: draftVersion(update),
    people,
    demands: demands.map(({ slug, title }) => ({ slug, title })),
    preview: languagesOf(update).map((locale) => ({
      locale,
      ...renderUpdate(update.texts[locale]!, locale),
    })),
    isInEarnest: isAhead && goesInEarnest(config),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { id } = await requireUpdate(context, params.id);
  const intent = requireIntent(context.fields, intentsOf("/organise/updates/:id"));
  return actOnUpdate(context, organiser, id, intent);
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data?.update.texts.en.subject ?? "Update" }));

export default function OneUpdate() {
  const page = useLoaderData<typeof loader>();
  const { update, version, people, demands, preview, isInEarnest, mayChange, said } = page;
  const { reason, stale } = useActionData<Refused>() ?? {};
  const deeds = mayChange && (
    <UpdateDeeds update={update} people={people} version={version} refused={reason} />
  );
  return (
    <OrganisePage title={update.texts.en.subject} said={said}>
      {stale && (
        <StaleNotice {...stale} deeds={deeds}>
          <p>{staleWords.look}</p>
        </StaleNotice>
      )}
      <UpdateProgress update={update} />
      <UpdateFacts update={update} people={people} demands={demands} />
      <p>
        <HistoryLink subject={`update ${update.id}`} />
      </p>
      {isInEarnest && <p className="note">{t.inEarnest}</p>}
      {!stale && deeds}
      <UpdatePreview mails={preview} />
    </OrganisePage>
  );
}
