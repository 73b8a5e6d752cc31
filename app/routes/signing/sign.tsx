/** The signing form by itself, and where it is sent. */
import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { ErrorBox } from "../../components/error-summary.tsx";
import { SignForm } from "../../components/sign-form.tsx";
import {
  ConstituencyChoice,
  type ConstituencyChoiceProps,
} from "../../components/signing/constituency-choice.tsx";
import {
  nothingTyped,
  type SigningProblems,
  type TypedSigning,
} from "../../signatures/signing-form.ts";
import { submitSigning } from "../../signatures/submit.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { requireOpenDemand } from "../../pages/require-demand.server.ts";
import { choiceProps, listOthers } from "../../pages/sign-page.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { Heading } from "../../components/text/heading.tsx";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { id, slug, title, addressee, lang, textVersion } = await requireOpenDemand(
    context,
    params.slug,
    request,
  );
  return {
    demand: { id, slug, title, addressee, lang, textVersion },
    others: context.fields.has("also") ? await listOthers(context, slug) : [],
  };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const slug = params.slug!;
  const signing = await submitSigning(context, slug);
  switch (signing.result) {
    case "taken":
      return seeOther(context, href("/demands/:slug/check-your-inbox", { slug }));
    case "later":
      return seeOther(context, href("/demands/:slug/check-your-inbox/later", { slug }));
    case "busy":
      throw answer(503);
    case "problems": {
      const { typed, problems } = signing;
      return data({ typed, problems }, { status: 422 });
    }
    case "no-place": {
      const { problem, unknownPostcode } = signing;
      const choice = await choiceProps(context, slug, problem, unknownPostcode);
      return data({ choice }, { status: 422 });
    }
    case "limited": {
      const headers = { "Retry-After": String(signing.wait) };
      return data({ typed: signing.typed, isLimited: true }, { status: 429, headers });
    }
  }
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: `${words.form.title}: ${args.data?.demand.title ?? ""}`,
  }));

/** What an action that stores nothing gives. */
interface Again {
  typed?: TypedSigning;
  problems?: SigningProblems;
  choice?: ConstituencyChoiceProps;
  isLimited?: boolean;
}

export default function Sign() {
  const { demand, others } = useLoaderData<typeof loader>();
  const { typed = nothingTyped, problems = {}, choice, isLimited } = useActionData<Again>() ?? {};
  const { words, to } = useSite();
  const path = to(href("/demands/:slug", { slug: demand.slug }));
  if (choice) {
    return (
      <div className="narrow">
        <p className="eyebrow" lang={demand.lang}>
          {demand.title}
        </p>
        <Heading text={words.choice.title} look="smaller" />
        <ConstituencyChoice {...choice} />
      </div>
    );
  }
  return (
    <div className="narrow">
      <p className="eyebrow">
        {words.demand.of} <b lang={demand.lang}>{demand.addressee}</b>
      </p>
      <Heading text={demand.title} lang={demand.lang} link={path} look="smaller" />
      {isLimited && (
        <ErrorBox title={words.errors[429].title}>
          <p>{words.later.full}</p>
        </ErrorBox>
      )}
      <SignForm slug={demand.slug} version={demand.textVersion} {...{ typed, problems, others }} />
    </div>
  );
}
