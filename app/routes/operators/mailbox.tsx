/** The demo's mails, to be read as a person would. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { readMailbox } from "../../pages/mailbox.server.ts";
import { titled } from "../../pages/meta.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const mails = await readMailbox(context, request);
  return mails.slice(0, 100).map(({ id, recipient, subject, text, created_at }) => {
    return { id, to: recipient, subject, parts: splitLinks(text), created_at };
  });
}

/** The text in pieces, those at odd places being links. */
const splitLinks = (text: string) => text.split(/(https?:\/\/[^\s<>")\]]+)/);

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Mailbox" }));

export default function Mailbox() {
  const mails = useLoaderData<typeof loader>();
  return (
    <div className="narrow" lang="en">
      <h1>Mailbox</h1>
      <p className="lead">Every email of this demo, newest first. None of it left this machine.</p>
      {mails.length === 0 && <p>No email yet. Sign a demand and come back.</p>}
      <ol className="mails">
        {mails.map(({ id, to, subject, parts, created_at }, index) => (
          <li key={id}>
            <details open={index === 0}>
              <summary>
                <b>{subject}</b>, to {to}, {created_at.toISOString().slice(11, 19)} UTC
              </summary>
              <pre>
                {parts.map((part, n) =>
                  n % 2 === 0 ? (
                    part
                  ) : (
                    <a key={part} href={part}>
                      {part}
                    </a>
                  ),
                )}
              </pre>
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}
