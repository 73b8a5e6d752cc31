/** The demo's mails, for tests and scripts. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { listMails, requireMailbox } from "../../pages/mailbox.server.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireMailbox(context);
  const to = new URL(request.url).searchParams.get("to") ?? "";
  const mails = await listMails(context.db, to);
  return Response.json(
    mails.map(({ recipient, sender, ...mail }) => ({ ...mail, to: recipient, from: sender })),
  );
}
