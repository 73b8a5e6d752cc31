/** In development: every mail in the language of the page, as HTML and as text. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";

import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";

export function loader({ context }: LoaderFunctionArgs) {
  if (!context.sampleMails) throw answer(404);
  return context.sampleMails(context.locale);
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Mails" }));

export default function DevMails() {
  const mails = useLoaderData<typeof loader>();
  return (
    <>
      <h1>Mails</h1>
      {mails.map(({ kind, subject, html, text }) => (
        <section key={kind}>
          <h2>
            {kind}: {subject}
          </h2>
          <iframe title={kind} srcDoc={html} sandbox="" width="100%" height="480" />
          <pre className="as-written">{text}</pre>
        </section>
      ))}
    </>
  );
}
