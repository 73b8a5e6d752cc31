/** Lists from elsewhere whose people are invited to sign: the form that gives one, and those so far. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { ListForm } from "../../../components/organise/supporters/list-form.tsx";
import { ListTable } from "../../../components/organise/supporters/list-table.tsx";
import { listDemands } from "../../../demands/get-demand.server.ts";
import { listOrganiserAddresses } from "../../../organisers/organiser-address.server.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saidIn, saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { shownList } from "../../../pages/supporters/shown-list.ts";
import { href } from "../../../paths.ts";
import { listLists } from "../../../supporters/lists/get-list.server.ts";
import { keepList, takeList, tooSlow } from "../../../supporters/lists/keep-list.server.ts";
import {
  type ListProblems,
  nothingTyped,
  readListForm,
  type TypedList,
} from "../../../supporters/lists/list-form.ts";
import { listsWords as words } from "../../../words/organise/lists.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const addresses = await listOrganiserAddresses(db, keys);
  const [demands, lists] = await Promise.all([
    listDemands(db, "en", { state: "open" }),
    listLists(db),
  ]);
  return {
    demands: demands.map(({ slug, title }) => ({ slug, title })),
    lists: lists.map((list) => shownList(list, addresses)),
    said: saidIn(request),
  };
}

interface Refused {
  typed: TypedList;
  problems: ListProblems;
}

const statuses = { "too-large": 413, slow: 408, "cut-off": 400 };

export async function action({ context }: ActionFunctionArgs) {
  const { db, keys, clock, fields, upload } = context;
  if (fields.has("intent")) throw answer(400);
  const organiser = organiserOf(context);
  const demands = await listDemands(db, "en", { state: "open" });
  const { typed, problems, values } = readListForm(fields, demands);
  const refuse = (why: ListProblems, status = 422) =>
    data<Refused>({ typed, problems: why }, { status });
  if (!values) return refuse(problems);
  if (!upload || upload.name === "") return refuse({ file: words.none });
  const taken = await takeList(upload);
  if ("ended" in taken) return refuse({ file: words[taken.ended] }, statuses[taken.ended]);
  if ("problems" in taken) return refuse({ file: taken.problems.join(" ") });
  const slow = tooSlow(taken.addresses.length, values.per_hour);
  if (slow) return refuse({ per_hour: slow });
  const now = clock();
  const { id, said } = await actFor(context, organiser, now, (tx) =>
    keepList(tx, keys, taken, values, organiser.id, now),
  );
  return seeOther(context, saying(href("/organise/supporters/lists/:id", { id }), said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: words.title }));

export default function Lists() {
  const { demands, lists, said } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>() ?? { typed: nothingTyped, problems: {} };
  return (
    <OrganisePage title={words.title} said={said}>
      <p className="lead">{words.lead}</p>
      <h2>{words.giveTitle}</h2>
      <ListForm demands={demands} {...refused} />
      <h2>{words.earlier}</h2>
      <ListTable lists={lists} />
    </OrganisePage>
  );
}
