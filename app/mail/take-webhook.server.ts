/** Takes a provider's webhook as it came: what became of a mail, or that one has come in. */
import type { Db } from "#db/connection.ts";
import type { MailHearer } from "#emails/hearer.ts";
import { receiveWebhook } from "#emails/webhook.ts";

import { takesMails } from "../answers/inbound/take-notice.server.ts";
import type { Config } from "../config.server.ts";
import type { Keys } from "../keys.server.ts";

export type TakeWebhook = (headers: Headers, body: string) => ReturnType<typeof receiveWebhook>;

export function webhookTaker(
  db: Db,
  { mail }: Pick<Config, "mail">,
  keys: Keys,
  hearer: MailHearer,
  clock: () => Date,
): TakeWebhook {
  const all = { ...hearer, ...takesMails(keys, mail.inboundDomain) };
  return (headers, body) =>
    receiveWebhook(db, all, mail.resend.webhookSecret, headers, body, clock());
}
