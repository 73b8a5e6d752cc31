/** All emails that came in, a page at a time. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { countInbound, inShort, listInbound } from "../../../answers/inbound/list-mails.server.ts";
import { type Narrowing as Show, narrowings } from "../../../answers/inbound/standing.ts";
import { Field, Options } from "../../../components/field.tsx";
import { ListPage } from "../../../components/lists/list-page.tsx";
import { MailTable } from "../../../components/organise/answers/mail-table.tsx";
import { Narrowing } from "../../../components/organise/narrowing.tsx";
import { OrganisePage } from "../../../components/organise/organise-page.tsx";
import { readList, requirePart } from "../../../pages/list-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { href } from "../../../paths.ts";
import { inboundWords as t, kindWords } from "../../../words/organise/inbound.ts";
import { PAGE_ROWS } from "../../../words/typed/list-page.ts";

const here = href("/organise/answers/mails");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db, keys, config } = context;
  const asked = new URL(request.url).searchParams.get("show");
  const show = narrowings.find((one) => one === asked) ?? "";
  const { page } = readList(request);
  const list = requirePart({ q: "", page }, await countInbound(db, show));
  const part = { skip: list.from - 1, most: PAGE_ROWS };
  return {
    show,
    list,
    mails: await inShort(db, keys, await listInbound(db, show, part)),
    isOn: config.mail.inboundDomain !== undefined,
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: t.title }));

export default function InboundMails() {
  const { show, list, mails, isOn } = useLoaderData<typeof loader>();
  const { narrow } = t;
  const named = { ...kindWords, open: narrow.open, "": narrow.all } satisfies Record<Show, string>;
  return (
    <OrganisePage title={t.title}>
      <p className="lead">{t.lead}</p>
      {!isOn && (
        <p className="note">
          {t.off} <a href={`${href("/organise/first-steps")}#answers`}>{t.set}</a>
        </p>
      )}
      <Narrowing action={here} find={narrow.find}>
        <Field name="show" label={narrow.label}>
          <select defaultValue={show}>
            <Options of={narrowings.map((one) => ({ value: one, label: named[one] }))} />
          </select>
        </Field>
      </Narrowing>
      <ListPage {...list} q="" filters={{ show }} path={here} none={show ? t.noneSo : t.none}>
        <MailTable mails={mails} />
      </ListPage>
    </OrganisePage>
  );
}
