/** An invitation: GET says what it is about and changes nothing, POST accepts it, once. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { StepsPage } from "../../../components/steps-page.tsx";
import {
  acceptInvitation,
  getInvitation,
  readInvitation,
} from "../../../organisers/people/accept.server.ts";
import { answer, seeOther } from "../../../pages/answers.server.ts";
import { saying } from "../../../pages/flash.ts";
import { titled } from "../../../pages/meta.ts";
import { sessionCookie, tokenOf } from "../../../pages/session.server.ts";
import { useSite } from "../../../pages/site.tsx";
import { href } from "../../../paths.ts";
import { invitationWords, mayWords } from "../../../words/organise/people.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const id = readInvitation(keys, params.token ?? "");
  if (!id) throw answer(404);
  const open = await getInvitation(db, id, clock());
  const invitation = open && { role: open.role, token: params.token! };
  // after a POST the action has set the status of the page
  return data({ invitation }, open || request.method === "POST" ? undefined : { status: 410 });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { db, keys, clock, config, tellRefused } = context;
  const id = readInvitation(keys, params.token ?? "");
  if (!id) {
    tellRefused("invitation", { why: "forged" });
    throw answer(404);
  }
  const token = await acceptInvitation(db, keys, id, tokenOf(context, request), clock());
  if (!token) {
    tellRefused("invitation", { why: "used or too old" });
    return data({ over: true }, { status: 410 });
  }
  const response = seeOther(context, saying(href("/organise/you"), "joined"));
  response.headers.append("Set-Cookie", sessionCookie(config, token));
  return response;
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: invitationWords.title }));

export default function Invitation() {
  const { invitation } = useLoaderData<typeof loader>();
  const over = useActionData<{ over: boolean }>();
  const { to, campaign } = useSite();
  const t = invitationWords;
  if (!invitation || over)
    return (
      <StepsPage title={t.overTitle} lead={t.overLead}>
        <a className="button" href={to(href("/organise/sign-in"))}>
          {t.signIn}
        </a>
      </StepsPage>
    );
  const { role, token } = invitation;
  return (
    <StepsPage title={t.title} lead={t.lead(campaign)}>
      <p>{mayWords[role]}</p>
      <p>{t.then}</p>
      <form method="post" action={to(href("/organise/invitation/:token", { token }))}>
        <button>{t.accept}</button>
      </form>
    </StepsPage>
  );
}
