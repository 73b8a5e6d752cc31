/** One list of people to be invited: what it would do, how far it is, and its buttons. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { lackingForMail } from "../../../campaign/campaign.ts";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { ListDeeds } from "../../../components/organise/supporters/list-deeds.tsx";
import { ListFacts } from "../../../components/organise/supporters/list-facts.tsx";
import {
  ListNumbers,
  ListProgress,
} from "../../../components/organise/supporters/list-numbers.tsx";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { goesInEarnest } from "../../../pages/organise/in-earnest.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { requireList } from "../../../pages/supporters/require-list.server.ts";
import { shownList } from "../../../pages/supporters/shown-list.ts";
import { href, intentsOf } from "../../../paths.ts";
import { listAtRest } from "../../../supporters/lists/list-at-rest.server.ts";
import { moveList } from "../../../supporters/lists/move-list.server.ts";
import { listsWords as words } from "../../../words/organise/lists.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, keys, config } = context;
  const list = await requireList(context, params.id);
  return {
    isInEarnest: list.state === "read" && goesInEarnest(config),
    list: shownList(list, await listOrganiserAddresses(db, keys)),
    said: saidIn(request),
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, campaign, clock, fields } = context;
  const { id } = await requireList(context, params.id);
  const here = href("/organise/supporters/lists/:id", { id });
  const name = readIntent(fields, intentsOf("/organise/supporters/lists/:id"));
  if (!name) throw answer(400);
  const goesOut = name === "begin" || name === "resume";
  if (goesOut && lackingForMail(campaign.now()).length > 0)
    return seeOther(context, saying(here, "list-unsigned"));
  const now = clock();
  const done = await actFor(context, organiserOf(context), now, (tx) =>
    moveList(tx, id, name, now),
  );
  const { said } = await listAtRest(db, name, done);
  return seeOther(context, saying(here, said));
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: args.data ? words.name(args.data.list.id) : words.title }));

export default function List() {
  const { list, isInEarnest, said } = useLoaderData<typeof loader>();
  return (
    <OrganisePage title={words.name(list.id)} said={said}>
      <p>
        <a href={href("/organise/supporters/lists")}>{words.all}</a>
      </p>
      <div id="list" data-refresh={list.state === "running" ? "5" : undefined}>
        <ListFacts list={list} />
        <ListNumbers list={list} />
        <ListProgress list={list} />
        {isInEarnest && <p className="note">{words.inEarnest}</p>}
        <ListDeeds list={list} />
      </div>
    </OrganisePage>
  );
}
