/** Where a demand is made. */
import { type ActionFunctionArgs, data } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import {
  DemandForm,
  type DemandFormProps,
} from "../../../components/organise/demands/demand-form.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { createDemand } from "../../../demands/writing/create-demand.server.ts";
import { nothingTyped, readDemandForm } from "../../../demands/writing/demand-form.ts";
import { actFor } from "../../../pages/act-for.server.ts";
import { seeOther } from "../../../pages/answers.server.ts";
import { demandFormProps } from "../../../pages/demands/demand-form.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { readIntent } from "../../../pages/read-form.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { demandProblems } from "../../../words/organise/demands.ts";

const here = href("/organise/demands/new");

export const loader = () => demandFormProps(here, "draft", nothingTyped);

export async function action({ context }: ActionFunctionArgs) {
  const organiser = organiserOf(context);
  const { fields } = context;
  const now = context.clock();
  const { typed, problems, draft } = readDemandForm(fields, "draft", now);
  if (readIntent(fields, ["show"])) return demandFormProps(here, "draft", typed);
  const refuse = (problems: DemandFormProps["problems"]) =>
    data(demandFormProps(here, "draft", typed, { problems }), { status: 422 });
  if (!draft) return refuse(problems);
  const made = await actFor(context, organiser, now, async (tx) => {
    const made = await createDemand(tx, draft, now);
    return { said: "demand-made" as const, ...made };
  });
  if (made.outcome === "slug-taken") return refuse({ slug: demandProblems.slugTaken });
  return seeOther(context, saying(href("/organise/demands/:id", { id: made.id }), made.said));
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Make a demand" }));

export default function NewDemand() {
  const fresh = useLoaderData<typeof loader>();
  const sent = useActionData<DemandFormProps>();
  return (
    <OrganisePage title="Make a demand">
      <p className="lead">In English first. It is a draft until it is opened.</p>
      <DemandForm {...(sent ?? fresh)} keep="Keep the draft" />
    </OrganisePage>
  );
}
