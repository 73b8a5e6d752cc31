/**
 * Sends through an SMTP server over kept connections. SMTP knows no idempotency key, so a try
 * whose answer was lost goes again under the same Message-ID, by which mail programs know a copy.
 */
import { createTransport } from "nodemailer";

import type { Parcel } from "../dispatch/parcel.ts";
import type { Sender } from "../sender.ts";
import { sendingLimit } from "./sending-limit.ts";
import {
  type Answer,
  type Fate,
  messageIdOf,
  safeProblem,
  senderOf,
  type Transport,
} from "./transport.ts";

export interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password; by `smtp://` TLS begins with STARTTLS. */
  url: string;
  from: Sender;
}

/** Two batches at once have a connection for each mail, so that a batch ends well within its lease. */
const batchSize = 5;

/** To a server on this machine mail may go in the clear; on the way to any other it would be read. */
const onThisMachine = new Set(["localhost", "127.0.0.1", "[::1]"]);

type Told = Fate & Pick<Answer, "halt" | "pause">;

export function smtpTransport({ url, from }: SmtpOptions): Transport {
  const mailer = createTransport({
    url,
    pool: true,
    maxConnections: 2 * batchSize,
    maxMessages: 1_000,
    dnsTimeout: 5_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    requireTLS: !onThisMachine.has(new URL(url).hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const deliver = async (parcel: Parcel, repeated: boolean, now: Date): Promise<Told> => {
    const { name, address } = senderOf(parcel, from);
    const messageId = messageIdOf(parcel, from);
    try {
      await mailer.sendMail({
        from: { name: name ?? "", address },
        to: parcel.to,
        // a server refuses a sender that it does not know, and a refused sender halts all mail
        envelope: { from: from.address, to: parcel.to },
        replyTo: parcel.replyTo,
        subject: parcel.subject,
        html: parcel.html,
        text: parcel.text,
        messageId,
        headers: parcel.headers,
        // quoted-printable would break a long link over two lines, which some programs do not mend
        textEncoding: "base64",
      });
      return { outcome: "accepted", providerId: messageId, messageId };
    } catch (error) {
      return readFault(error, repeated, now);
    }
  };
  return {
    name: "smtp",
    batchSize,
    send: async ({ parcels, repeated }, now): Promise<Answer> => {
      const fates = await Promise.all(parcels.map((parcel) => deliver(parcel, repeated, now)));
      const halt = fates.find((fate) => fate.halt)?.halt;
      const pause = fates.find((fate) => fate.pause)?.pause;
      return { fates, ...(halt && { halt }), ...(pause && { pause }) };
    },
    close: () => Promise.resolve(mailer.close()),
  };
}

/**
 * Replies 5yz are final, 4yz pass (RFC 5321 section 4.2.1); a refused sign-in or sender, and a limit of
 * what may be sent, concern every mail. After a try of which no answer came a refusal may be one of the
 * second mail alone.
 */
function readFault(error: unknown, repeated: boolean, now: Date): Told {
  const fault = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    command?: string;
    syscall?: string;
  };
  const reply = fault.responseCode ?? 0;
  const problem = safeProblem(fault.response ?? fault.code ?? "the connection failed");
  const limit = reply >= 400 ? sendingLimit(fault.response ?? "", now) : undefined;
  if (limit) return { outcome: "retry", taken: "no", problem, pause: limit };
  const refusedUs =
    fault.code === "EAUTH" || fault.code === "ENOAUTH" || fault.command === "MAIL FROM";
  if (refusedUs && (reply >= 500 || fault.code === "ENOAUTH"))
    return {
      outcome: "retry",
      taken: "no",
      problem,
      halt: { code: "smtp-refused", problem },
    };
  const speaksNoTls = fault.command === "STARTTLS" || fault.command === "EHLO";
  if (speaksNoTls && reply >= 500) {
    const why = `it takes no TLS: ${problem}`;
    return {
      outcome: "retry",
      taken: "no",
      problem: why,
      halt: { code: "smtp-refused", problem: why },
    };
  }
  if (reply >= 500 && repeated)
    return {
      outcome: "unknown",
      problem: `an earlier try may have been taken; this one was refused (${problem})`,
    };
  if (reply >= 500) return { outcome: "rejected", problem };
  const neverConnected = fault.syscall === "connect" || fault.code === "EDNS";
  const notTaken = reply >= 400 || neverConnected || speaksNoTls;
  return { outcome: "retry", taken: notTaken ? "no" : "maybe", problem };
}
