/** What Resend tells of mails after it took them. */
import type { ActionFunctionArgs } from "@remix-run/node";

export async function action({ context, request }: ActionFunctionArgs) {
  const taken = await context.takeWebhook(request.headers, await request.text());
  const status = { taken: 200, "bad-signature": 400, "not-configured": 404 }[taken];
  return new Response(null, { status });
}
