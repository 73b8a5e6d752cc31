/** Takes a provider's webhook as it came: what became of a mail, or that one has come in. */
import type { Db } from "#db/connection.ts";
import type { MailHearer } from "#emails/hearer.ts";
import { receiveWebhook } from "#emails/webhook.ts";

import { takesMails } from "../answers/inbound/take-notice.server.ts";
import type { Config } from "../config.server.ts";
import type { Keys } from "../keys.server.ts";
import type { TellRefused } from "../host/figures/refused.server.ts";
import { raiseAnew } from "../organisers/tasks.server.ts";
import { watchRefused } from "./watch-refused.ts";

export type TakeWebhook = (headers: Headers, body: string) => ReturnType<typeof receiveWebhook>;

/** @param tellRefused told of each whose signature is wrong; organisers are, once an hour, of five within an hour */
export function webhookTaker(
  db: Db,
  { mail }: Pick<Config, "mail">,
  keys: Keys,
  hearer: MailHearer,
  tellRefused: TellRefused,
  clock: () => Date,
): TakeWebhook {
  const all = { ...hearer, ...takesMails(keys, mail.inboundDomain) };
  const isTold = watchRefused();
  return async (headers, body) => {
    const now = clock();
    const taken = await receiveWebhook(db, all, mail.resend.webhookSecret, headers, body, now);
    if (taken === "bad-signature") {
      tellRefused("webhook");
      const task = { kind: "webhooks-refused", subject: "resend", data: {} } as const;
      // it is refused, whether or not anybody can be told
      if (isTold(now)) await raiseAnew(db, task, now).catch(() => {});
    }
    return taken;
  };
}
