/** The signing form by itself, and where it is sent. */
import {
  data,
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
} from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { SignForm, type SignFormProps } from "../components/sign-form.tsx";
import { readSigningForm } from "../signatures/wish.ts";
import { takeForm } from "../signatures/take-form.server.ts";
import { seeOther } from "../web/answers.server.ts";
import { readForm } from "../web/form.server.ts";
import { SIGNING_LIMIT } from "../web/limits.server.ts";
import { titled } from "../web/meta.ts";
import { requireOpenDemand } from "../web/open-demand.server.ts";
import { signFormProps } from "../web/sign-page.server.ts";
import { useSite } from "../web/site.tsx";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const demand = await requireOpenDemand(context, params.slug);
  const { id, slug, title, addressee } = demand;
  const form = request.method === "POST" ? undefined : await signFormProps(context, demand);
  return { demand: { id, slug, title, addressee }, form };
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { db, keys, clock, limits, visitor, locale } = context;
  const demand = await requireOpenDemand(context, params.slug);
  const now = clock();
  const read = readSigningForm(await readForm(request));
  const done = () => seeOther(context, `/demands/${demand.slug}/check-your-inbox`);
  if (read.result === "honeypot") return done();
  if (read.result === "filled") {
    const wait = visitor ? limits.take(`sign ${demand.id} ${visitor}`, SIGNING_LIMIT, now) : 0;
    if (wait > 0) {
      const kept = { ...(await signFormProps(context, demand, read.typed)), limited: true };
      return data(kept, { status: 429, headers: { "Retry-After": String(wait) } });
    }
    const taken = await takeForm(db, keys, demand, read.form, locale, now);
    if (taken.result === "taken") return done();
    const problems =
      taken.result === "problems"
        ? taken.problems
        : ({ constituency: "constituency-choose" } as const);
    return data(await signFormProps(context, demand, read.typed, problems), { status: 422 });
  }
  return data(await signFormProps(context, demand, read.typed, read.problems), { status: 422 });
}

export const headers: HeadersFunction = ({ errorHeaders, actionHeaders }) =>
  errorHeaders ?? actionHeaders;

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, (words) => ({
    title: `${words.form.title}: ${args.data?.demand.title ?? ""}`,
    hidden: true,
  }));

export default function Sign() {
  const { demand, form } = useLoaderData<typeof loader>();
  const sent = useActionData<SignFormProps & { limited?: boolean }>();
  const { words, to } = useSite();
  const props = sent ?? form;
  return (
    <div className="narrow">
      <p className="eyebrow">
        {words.demand.of} <b>{demand.addressee}</b>
      </p>
      <h1 className="smaller">
        <a href={to(`/demands/${demand.slug}`)}>{demand.title}</a>
      </h1>
      {sent?.limited && (
        <div className="error-summary" role="alert" tabIndex={-1} data-focus="">
          <h2>{words.errors[429].title}</h2>
          <p>{words.errors[429].lead}</p>
        </div>
      )}
      {props && <SignForm {...props} />}
    </div>
  );
}
