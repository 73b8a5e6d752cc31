/** Where a signer asks for the link to what is stored; the answer is the same for every address. */
import { type ActionFunctionArgs, data } from "@remix-run/node";
import { type MetaFunction, useActionData } from "@remix-run/react";

import { ErrorBox, ErrorSummary, worded } from "../../components/error-summary.tsx";
import { Field, ownAddress } from "../../components/field.tsx";
import { StepsPage } from "../../components/steps-page.tsx";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { submitAsk } from "../../signatures/manage/ask.server.ts";
import type { AskProblems, TypedAsk } from "../../signatures/manage/forms.ts";
import { href } from "../../paths.ts";

export async function action({ context }: ActionFunctionArgs) {
  const asked = await submitAsk(context);
  switch (asked.result) {
    case "taken":
      return seeOther(context, href("/manage/check-your-inbox"));
    case "busy":
      throw answer(503);
    case "problems":
      return data({ typed: asked.typed, problems: asked.problems }, { status: 422 });
    case "limited": {
      const headers = { "Retry-After": String(asked.wait) };
      return data({ typed: asked.typed, isLimited: true }, { status: 429, headers });
    }
  }
}

export const meta: MetaFunction = (args) => titled(args, (words) => ({ title: words.ask.title }));

/** What an action that mails nothing gives. */
interface Again {
  typed?: TypedAsk;
  problems?: AskProblems;
  isLimited?: boolean;
}

export default function ManageAsk() {
  const { typed, problems, isLimited } = useActionData<Again>() ?? {};
  const { words, to } = useSite();
  const t = words.ask;
  const said = worded(problems ?? {}, words.problems);
  return (
    <StepsPage title={t.title} lead={t.lead}>
      {isLimited && (
        <ErrorBox title={words.errors[429].title}>
          <p>{t.full}</p>
        </ErrorBox>
      )}
      <form
        method="post"
        action={to(href("/manage"))}
        noValidate
        data-prove={t.moment}
        data-mails=""
      >
        <ErrorSummary problems={said} note={words.problems.kept} />
        <Field name="email" label={words.form.email} hint={t.hint} problem={said.email}>
          <input {...ownAddress} defaultValue={typed?.email} />
        </Field>
        <button type="submit">{t.button}</button>
      </form>
    </StepsPage>
  );
}
