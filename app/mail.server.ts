/** Mail as this deployment sends it: which transport, which keys open a recipient, which links. */
import { uuidBytes } from "#db/uuid.ts";
import type { DeliveryTools } from "#emails/deliver-batch.ts";
import type { MailTools } from "#emails/registry.ts";
import { mailboxTransport } from "#emails/transports/mailbox.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";
import type { Transport } from "#emails/transports/transport.ts";

import type { AppContext } from "./context.server.ts";
import { linkToken, unseal } from "./keys.server.ts";

export function mailTools({ config, keys }: Pick<AppContext, "config" | "keys">): MailTools {
  return {
    origin: config.origin,
    campaign: config.campaign,
    token: (word, id) => linkToken(keys, word, id),
  };
}

export function createDelivery(context: AppContext): DeliveryTools {
  const { db, keys, clock, log, config } = context;
  return {
    db,
    transport: createTransport(context),
    tools: mailTools(context),
    openRecipient: ({ id, recipient, key_version }) =>
      unseal(keys, uuidBytes(id), { bytes: recipient, keyVersion: key_version }),
    live: config.mail.live,
    clock,
    log,
  };
}

function createTransport({ db, config }: AppContext): Transport {
  const { transport, from, resend, smtpUrl } = config.mail;
  switch (transport) {
    case "mailbox":
      return mailboxTransport({ db, from });
    case "resend":
      return resendTransport({ apiKey: resend.apiKey!, baseUrl: resend.baseUrl, from });
    case "smtp":
      return smtpTransport({ url: smtpUrl!, from });
  }
}
