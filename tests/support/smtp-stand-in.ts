/** Stands in for an SMTP server, and keeps what it takes. */
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface SmtpStandIn extends AsyncDisposable {
  url: string;
  messages: string[];
}

/** An SMTP server that refuses recipients by what their address begins with: a reply code. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<SmtpStandIn> {
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    messages,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
