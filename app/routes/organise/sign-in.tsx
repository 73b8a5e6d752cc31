/** Where an organiser asks for a sign-in link. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { Field } from "../../components/field.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { saidIn } from "../../pages/flash.ts";
import { askToSignIn } from "../../organisers/sign-in-link.server.ts";
import { readAddress } from "../../signatures/address.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { readForm } from "../../pages/form.server.ts";
import { SIGN_IN_LIMIT } from "../../limits.ts";
import { titled } from "../../pages/meta.ts";

export function loader({ request }: LoaderFunctionArgs) {
  return { said: saidIn(request) };
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { db, keys, clock, limits, visitor } = context;
  const now = clock();
  if (visitor) {
    const wait = limits.take([{ key: `sign in ${visitor}`, limit: SIGN_IN_LIMIT }], now);
    if (wait > 0) throw answer(429, { "Retry-After": String(wait) });
  }
  const email = (await readForm(request)).get("email") ?? "";
  const read = readAddress(email);
  if ("problem" in read) return data({ email }, { status: 422 });
  await askToSignIn(db, keys, read.address, now);
  return seeOther(context, "/organise/check-your-inbox");
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Sign in as an organiser", hidden: true }));

export default function SignIn() {
  const { said } = useLoaderData<typeof loader>();
  const sent = useActionData<{ email: string }>();
  const problem = sent && "Write an e-mail address such as name@example.org. No mail was sent.";
  return (
    <StepsPage title="Sign in as an organiser" lead="We mail you a link that works once.">
      {said && (
        <p className="said" role="status">
          {said}
        </p>
      )}
      <form method="post" action="/organise/sign-in" noValidate>
        <Field name="email" label="Your e-mail address" problem={problem}>
          <input
            type="email"
            autoComplete="email"
            autoCapitalize="off"
            spellCheck={false}
            required
            defaultValue={sent?.email}
          />
        </Field>
        <button type="submit">Mail me a link</button>
      </form>
    </StepsPage>
  );
}
