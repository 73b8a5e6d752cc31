/** A sign-in link: GET shows a button and changes nothing, POST signs in, once. */
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useActionData, useLoaderData } from "@remix-run/react";

import { StepsPage } from "../../components/steps-page.tsx";
import { signIn } from "../../organisers/session.server.ts";
import { isLinkOpen, readSignInLink } from "../../organisers/sign-in-link.server.ts";
import { answer, seeOther } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { sessionCookie, tokenOf } from "../../pages/session.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, keys, clock } = context;
  const id = readSignInLink(keys, params.token ?? "");
  if (!id) throw answer(404);
  const token = (await isLinkOpen(db, id, clock())) ? params.token : undefined;
  // after a POST the action has set the status of the page
  return data({ token }, token || request.method === "POST" ? undefined : { status: 410 });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { db, keys, clock, config, tellRefused } = context;
  const id = readSignInLink(keys, params.token ?? "");
  if (!id) {
    tellRefused("sign-in-link", { why: "forged" });
    throw answer(404);
  }
  const oldToken = tokenOf(context, request);
  // a link without an organiser is the demo's: in a deployment a command makes the first owner
  const ownerAddress = config.demo ? config.campaign.email : undefined;
  const token = await signIn(db, keys, { id, ownerAddress, oldToken }, clock());
  if (!token) {
    tellRefused("sign-in-link", { why: "used or too old" });
    return data({ used: true }, { status: 410 });
  }
  const response = seeOther(context, href("/organise"));
  response.headers.append("Set-Cookie", sessionCookie(config, token));
  return response;
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Sign in" }));

export default function Enter() {
  const { token } = useLoaderData<typeof loader>();
  const used = useActionData<{ used: boolean }>();
  const { to } = useSite();
  if (!token || used) {
    return (
      <StepsPage
        title="This link no longer works"
        lead="It was used already, or it is too old. Nobody was signed in by it."
      >
        <a className="button" href={to(href("/organise/sign-in"))}>
          Ask for another link
        </a>
      </StepsPage>
    );
  }
  return (
    <StepsPage title="Sign in" lead="One press and you are in. The link works once.">
      <form method="post" action={to(href("/organise/sign-in/:token", { token }))}>
        <button type="submit">Sign in</button>
      </form>
    </StepsPage>
  );
}
