/** The demo's mails, for tests and scripts. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { readMailbox } from "../../pages/mailbox.server.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const mails = await readMailbox(context, request);
  return Response.json(
    mails.map(({ recipient, sender, ...mail }) => ({ ...mail, to: recipient, from: sender })),
  );
}
