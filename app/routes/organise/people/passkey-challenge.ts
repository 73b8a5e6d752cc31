/** What a browser hands to its authenticator to sign in: a challenge, asked for when the button is pressed. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { askToEnter } from "../../../organisers/passkeys/enter.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { passkeySite } from "../../../pages/passkeys.server.ts";

export async function loader({ context }: LoaderFunctionArgs) {
  const { keys, clock } = context;
  const site = passkeySite(context);
  if (!site) throw answer(404);
  return Response.json(await askToEnter(keys, site, clock()));
}
