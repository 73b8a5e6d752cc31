/** The signing form by itself, and where it is sent. */
import {
  data,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ErrorBox } from "../../components/error-summary.tsx";
import { SignForm, type SignFormProps } from "../../components/sign-form.tsx";
import {
  ConstituencyChoice,
  type ConstituencyChoiceProps,
} from "../../components/signing/constituency-choice.tsx";
import { submitSigning } from "../../signatures/submit.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOpenDemand } from "../../pages/require-demand.server.ts";
import { choiceProps, signFormProps } from "../../pages/sign-page.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const demand = await requireOpenDemand(context, params.slug);
  const { id, slug, title, addressee } = demand;
  const form = request.method === "POST" ? undefined : await signFormProps(context, demand);
  return { demand: { id, slug, title, addressee }, form };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const signing = await submitSigning(context, params.slug!);
  const inbox = href("/demands/:slug/check-your-inbox", { slug: params.slug! });
  if (signing.result === "taken") return seeOther(context, inbox);
  if (signing.result === "later") {
    const later = href("/demands/:slug/check-your-inbox/later", { slug: params.slug! });
    return seeOther(context, later);
  }
  if (signing.result === "busy") throw answer(503);
  const demand = await requireOpenDemand(context, params.slug);
  switch (signing.result) {
    case "robot":
      return seeOther(context, inbox);
    case "problems": {
      const { typed, problems } = signing;
      const form = await signFormProps(context, demand, typed, problems);
      return data({ form }, { status: 422 });
    }
    case "no-place": {
      const { problem, unknownPostcode } = signing;
      const choice = await choiceProps(context, demand, problem, unknownPostcode);
      return data({ choice }, { status: 422 });
    }
    case "limited": {
      const form = await signFormProps(context, demand, signing.typed);
      const headers = { "Retry-After": String(signing.wait) };
      return data({ form, limited: true }, { status: 429, headers });
    }
  }
}

export const headers: HeadersFunction = ({ errorHeaders, actionHeaders }) =>
  errorHeaders ?? actionHeaders;

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: `${words.form.title}: ${args.data?.demand.title ?? ""}`,
  }));

/** What an action that stores nothing gives. */
interface Again {
  form?: SignFormProps;
  choice?: ConstituencyChoiceProps;
  limited?: boolean;
}

export default function Sign() {
  const { demand, form: blank } = useLoaderData<typeof loader>();
  const { form = blank, choice, limited } = useActionData<Again>() ?? {};
  const { words, to } = useSite();
  const path = to(href("/demands/:slug", { slug: demand.slug }));
  if (choice) {
    return (
      <div className="narrow">
        <p className="eyebrow">{demand.title}</p>
        <h1 className="smaller">{words.choice.title}</h1>
        <ConstituencyChoice {...choice} />
      </div>
    );
  }
  return (
    <div className="narrow">
      <p className="eyebrow">
        {words.demand.of} <b>{demand.addressee}</b>
      </p>
      <h1 className="smaller">
        <a href={path}>{demand.title}</a>
      </h1>
      {limited && (
        <ErrorBox title={words.errors[429].title}>
          <p>{words.later.full}</p>
        </ErrorBox>
      )}
      {form && <SignForm {...form} />}
    </div>
  );
}
