/** Stands in for an SMTP server, and keeps what it takes. */
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface SmtpStandIn extends AsyncDisposable {
  url: string;
  messages: string[];
}

/**
 * An SMTP server that refuses recipients by what their address begins with: a reply code.
 * @param host an address of this machine; by any but 127.0.0.1 it is taken for another one
 */
export async function startSmtp(
  options: SMTPServerOptions = {},
  host = "127.0.0.1",
): Promise<SmtpStandIn> {
  const messages: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      const code = /^(\d{3})@/.exec(address)?.[1];
      done(code ? Object.assign(new Error(`no ${address}`), { responseCode: Number(code) }) : null);
    },
    onData: (stream, _session, done) => {
      void text(stream).then((message) => {
        messages.push(message);
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://${host}:${port}`,
    messages,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
