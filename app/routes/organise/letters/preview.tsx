/** One member's copy of a letter. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { listCopies } from "../../../letters/copies.server.ts";
import { asApproved } from "../../../letters/drafting/approval.server.ts";
import { asSent } from "../../../letters/letter.ts";
import { getCopy } from "../../../letters/preview-copy.server.ts";
import { answer } from "../../../pages/answers.server.ts";
import { requireLetter } from "../../../pages/letters/letter-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { href } from "../../../paths.ts";
import { copyLife } from "../../../letters/copy-life.ts";
import { copyStates } from "../../../words/letters.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { db, config, clock } = context;
  const letter = asSent(await requireLetter(context, params.id), config.mail.live);
  const copies = await listCopies(db, await asApproved(db, letter), config.mail.live, clock());
  const wished = new URL(request.url).searchParams.get("member");
  const index = wished === null ? 0 : copies.findIndex((row) => String(row.memberId) === wished);
  const row = copies[index];
  const copy = row && (await getCopy(db, letter, row.memberId));
  if (!row || !copy) throw answer(404);
  return {
    id: letter.id,
    name: row.name,
    constituency: row.constituency,
    copy: context.renderLetter({ id: letter.id, ...copy }),
    before: copies[index - 1]?.memberId,
    next: copies[index + 1]?.memberId,
    counted: letter.countedAt !== null,
    leftOut: copyLife[row.state].progress === null ? copyStates[row.state] : undefined,
  };
}

export const meta: MetaFunction<typeof loader> = (args) =>
  titled(args, () => ({ title: `The copy to ${args.data?.name ?? ""}` }));

export default function Preview() {
  const page = useLoaderData<typeof loader>();
  const { id, name, constituency, copy, before, next, counted, leftOut } = page;
  const to = (member: number) =>
    `${href("/organise/letters/:id/preview", { id })}?member=${member}`;
  return (
    <OrganisePage title={`The copy to ${name}`}>
      <p className="hint">
        {constituency}.{" "}
        {counted ? "With the totals as counted." : "With the totals of this moment."}
      </p>
      {leftOut && <p className="note">As things stand this copy does not leave ({leftOut}).</p>}
      <ul className="ways">
        <li>
          <a href={href("/organise/letters/:id", { id })}>Back to the letter</a>
        </li>
        {before !== undefined && (
          <li>
            <a href={to(before)}>The one before</a>
          </li>
        )}
        {next !== undefined && (
          <li>
            <a href={to(next)}>The next one</a>
          </li>
        )}
      </ul>
      <section className="copy">
        <p>
          <b>{copy.subject}</b>
        </p>
        <div className="prose" dangerouslySetInnerHTML={{ __html: copy.html }} />
      </section>
      <h2>As text</h2>
      <pre className="as-written">{copy.text}</pre>
    </OrganisePage>
  );
}
