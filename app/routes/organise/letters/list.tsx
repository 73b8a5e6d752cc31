/** All letters: searched, narrowed down, a page at a time. */
import type { LoaderFunctionArgs } from "@remix-run/node";
import { type MetaFunction, useLoaderData } from "@remix-run/react";

import { LetterFilters } from "../../../components/organise/letters/letter-filters.tsx";
import { LetterTable } from "../../../components/organise/letters/letter-table.tsx";
import { DeedButton, OrganisePage } from "../../../components/organise/organise-page.tsx";
import { ListPage } from "../../../components/lists/list-page.tsx";
import { isAtLeast } from "../../../organisers/organiser.ts";
import { saidIn } from "../../../pages/flash.ts";
import {
  describeLetters,
  findAskedLetters,
  readAskedLetters,
} from "../../../pages/letters/letter-list.server.ts";
import { readList, requirePage } from "../../../pages/list-page.server.ts";
import { titled } from "../../../pages/meta.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { href } from "../../../paths.ts";
import { ownHeldWords } from "../../../words/organise/own-letters.ts";
import { stopWords } from "../../../words/organise/overview.ts";
import { listWords as t } from "../../../words/organise/letters.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { db } = context;
  const asked = readAskedLetters(new URL(request.url).searchParams);
  const { letters, demands } = await findAskedLetters(db, asked);
  const { page } = readList(request);
  // what is looked for has been found in their texts already
  const { list, rows } = requirePage({ q: "", page }, letters, () => []);
  return {
    asked,
    demands,
    list,
    letters: await describeLetters(db, rows),
    mayChange: isAtLeast(organiserOf(context).role, "organiser"),
    said: saidIn(request),
  };
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Letters" }));

export default function Letters() {
  const { asked, demands, list, letters, mayChange, said } = useLoaderData<typeof loader>();
  const { q, ...filters } = asked;
  const isAsked = Object.values(asked).some((one) => one !== "");
  return (
    <OrganisePage title="Letters" said={said}>
      <p className="lead">{t.lead}</p>
      {mayChange && (
        <p className="together">
          <a className="button" href={href("/organise/letters/new")}>
            {t.write}
          </a>
          <a className="button quiet" href={href("/organise/letters/own")}>
            {ownHeldWords.title}
          </a>
        </p>
      )}
      {list.all === 0 && !isAsked ? (
        <p className="hint">{t.noneYet}</p>
      ) : (
        <>
          <LetterFilters asked={asked} demands={demands} />
          <ListPage
            {...list}
            q={q}
            filters={filters}
            path={href("/organise/letters")}
            none={t.none}
          >
            <LetterTable letters={letters} mayChange={mayChange} />
          </ListPage>
        </>
      )}
      {mayChange && list.all > 0 && (
        <div className="together">
          <DeedButton
            action={href("/organise/letters/export")}
            intent="export"
            className="quiet"
            fields={{ ...asked }}
          >
            {t.export}
          </DeedButton>
          <span className="hint">{t.exportHint(list.all)}</span>
        </div>
      )}
      <p>
        <a href={href("/organise/letters/stop-all")}>{stopWords.link}</a>
      </p>
    </OrganisePage>
  );
}
