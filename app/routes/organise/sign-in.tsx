/** Where an organiser asks for a sign-in link. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { EnterByPasskey } from "../../components/organise/people/enter-by-passkey.tsx";
import { WaitingForm } from "../../components/organise/waiting-form.tsx";
import { ErrorBox, ErrorSummary } from "../../components/error-summary.tsx";
import { Field, ownAddress } from "../../components/field.tsx";
import { FlashMessage } from "../../components/flash.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { SIGN_IN_LIMIT } from "../../limits.ts";
import { askToSignIn } from "../../organisers/sign-in-link.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { saidIn } from "../../pages/flash.ts";
import { titled } from "../../pages/meta.ts";
import { enterBy, passkeySite } from "../../pages/passkeys.server.ts";
import { parsed, type ProblemsIn, readForm, type TypedIn } from "../../pages/read-form.ts";
import { sessionCookie } from "../../pages/session.server.ts";
import { readAddress } from "../../signatures/address.ts";
import { formWords } from "../../words/organise-forms.ts";
import { signInPageWords } from "../../words/organise/people.ts";
import { href } from "../../paths.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const { waiting, fields, prefix } = context;
  const passkeys = passkeySite(context) !== undefined;
  if (!waiting) return { said: saidIn(request), waiting, passkeys };
  const { path, why } = waiting;
  const form = { action: prefix + path, fields: [...fields], why };
  return data({ said: undefined, waiting: form, passkeys }, { status: 403 });
}

const form = {
  email: parsed((typed) => {
    const read = readAddress(typed);
    return "problem" in read ? { problem: formWords.email } : read;
  }),
};
interface Refused {
  typed: TypedIn<typeof form>;
  problems: ProblemsIn<typeof form, string>;
  /** Of a passkey. */
  refused: "refused" | "copied";
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { db, keys, clock, config, limits, visitor, fields, tellRefused } = context;
  const credential = fields.get("credential");
  if (credential !== null) {
    const entered = await enterBy(context, request, credential);
    if (typeof entered === "string") {
      tellRefused("passkey", { why: entered });
      return data({ refused: entered }, { status: 422 });
    }
    const response = seeOther(context, href("/organise"));
    response.headers.append("Set-Cookie", sessionCookie(config, entered.token));
    return response;
  }
  const now = clock();
  if (visitor) {
    const wait = limits.take([{ key: `sign in ${visitor}`, limit: SIGN_IN_LIMIT }], now);
    if (wait > 0) {
      tellRefused("sign-in", { why: "too many" });
      throw answer(429, { "Retry-After": String(wait) });
    }
  }
  const { values, typed, problems } = readForm(fields, form, formWords.repeated);
  if (!values) return data({ typed, problems }, { status: 422 });
  await askToSignIn(db, keys, values.email.address, now);
  return seeOther(context, href("/organise/check-your-inbox"));
}

export const meta: MetaFunction = (args) =>
  titled(args, () => ({ title: "Sign in as an organiser" }));

export default function SignIn() {
  const { said, waiting, passkeys } = useLoaderData<typeof loader>();
  const { typed, problems = {}, refused } = useActionData<Partial<Refused>>() ?? {};
  const form = (
    <form
      method="post"
      action={href("/organise/sign-in")}
      noValidate
      target={waiting ? "_blank" : undefined}
    >
      <ErrorSummary title={formWords.notMailed} problems={problems} note={formWords.kept} />
      <Field name="email" label="Your email address" problem={problems.email}>
        <input {...ownAddress} defaultValue={typed?.email} />
      </Field>
      <button type="submit">Email me a link</button>
    </form>
  );
  if (waiting)
    return (
      <WaitingForm {...waiting} passkeys={passkeys}>
        {form}
      </WaitingForm>
    );
  return (
    <StepsPage title="Sign in as an organiser" lead="We email you a link that works once.">
      <FlashMessage said={said} />
      {refused && <ErrorBox title={signInPageWords[refused]}>{null}</ErrorBox>}
      {form}
      {passkeys && <EnterByPasskey />}
    </StepsPage>
  );
}
