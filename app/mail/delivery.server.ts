/** Mail as this deployment sends it: which transport, which keys open a recipient, which links. */
import type { DeliveryTools } from "#emails/dispatch/delivery-tools.ts";
import { mailboxTransport } from "#emails/transports/mailbox.ts";
import { resendTransport } from "#emails/transports/resend.ts";
import { smtpTransport } from "#emails/transports/smtp.ts";
import type { Transport } from "#emails/transports/transport.ts";

import { lackingForMail } from "../campaign/campaign.ts";
import type { AppContext } from "../context.server.ts";
import { mailHearer } from "./hearer.server.ts";
import { mailTools } from "./mail-tools.server.ts";
import { openRecipient } from "./seal-to.server.ts";
import type { Metrics } from "../host/figures/metrics.server.ts";
import { readOwnTexts } from "../write/own-texts.server.ts";
import { readTexts } from "../updates/texts.server.ts";

export function createDelivery(context: AppContext): DeliveryTools {
  const { db, keys, clock, log, config, campaign } = context;
  return {
    db,
    transport: counted(createTransport(context), context.metrics),
    writes: () => {
      const current = campaign.now();
      // who runs the site has to get in to say who it is
      const kinds = lackingForMail(current).length > 0 ? (["sign-in"] as const) : undefined;
      return { letterhead: current.version, kinds };
    },
    toolsOf: async (version, updates, own) =>
      mailTools(
        config,
        keys,
        await campaign.at(version),
        await readTexts(db, updates),
        await readOwnTexts(db, keys, config.mail.from.address, own),
      ),
    hearer: mailHearer,
    openRecipient: (mail) => openRecipient(keys, mail),
    live: config.mail.live,
    clock,
    elapsed: () => performance.now(),
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

/** The same transport, each of its answers counted. */
function counted(transport: Transport, metrics: Metrics): Transport {
  return {
    ...transport,
    async send(batch, now) {
      const answer = await transport.send(batch, now);
      for (const { outcome } of answer.fates) metrics.countMails(outcome, 1);
      return answer;
    },
  };
}
