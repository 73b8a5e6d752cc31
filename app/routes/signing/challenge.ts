/** What a browser has to solve before it signs, asked for when somebody begins to fill in the form. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { MOST_DEMANDS } from "../../signatures/signing-form.ts";

/** `?demands=` says how many are signed at once. An empty object: nothing is asked of this network. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { visitor, crowds, proofs, clock, isAlarmed, metrics } = context;
  const now = clock();
  const said = Number(new URL(request.url).searchParams.get("demands"));
  const demands = said >= 1 && said <= MOST_DEMANDS ? said : 1;
  const coming = { demands, alarmed: isAlarmed() };
  const tries = visitor === undefined ? 0 : crowds.ask(visitor, coming, now);
  if (tries > 0) metrics.countSigning("asked");
  const challenge = tries === 0 ? {} : await proofs.challenge(tries, now);
  return Response.json(challenge, { headers: { "Cache-Control": "no-store" } });
}
