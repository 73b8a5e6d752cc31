/** Ends an organiser's session. */
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

import { signOut } from "../../organisers/session.server.ts";
import { seeOther } from "../../pages/answers.server.ts";
import { saying } from "../../pages/flash.ts";
import { sessionCookie, tokenOf } from "../../pages/session.server.ts";
import { href } from "../../paths.ts";

export function loader({ context }: LoaderFunctionArgs) {
  return seeOther(context, href("/organise"));
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { clock, config, db } = context;
  const token = tokenOf(context, request);
  if (token) await signOut(db, token, clock());
  const response = seeOther(context, saying(href("/organise/sign-in"), "signed-out"));
  response.headers.append("Set-Cookie", sessionCookie(config, undefined));
  return response;
}
