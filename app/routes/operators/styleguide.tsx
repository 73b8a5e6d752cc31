/** In development: what pages are made of, in the language of the page. */
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";

import { BigCount, Progress } from "../../components/count.tsx";
import { ErrorSummary } from "../../components/error-summary.tsx";
import { CheckField, Field, FieldSet, ownAddress } from "../../components/field.tsx";
import { FlashMessage } from "../../components/flash.tsx";
import { PageLinks } from "../../components/lists/page-links.tsx";
import { Pictures } from "../../components/style-guide/pictures.tsx";
import { Table } from "../../components/table.tsx";
import { Heading } from "../../components/text/heading.tsx";
import { answer } from "../../pages/answers.server.ts";
import { titled } from "../../pages/meta.ts";
import { useSite } from "../../pages/site.tsx";
import { formatNumber } from "../../words/format.ts";

/** @throws the 404 page outside development, which alone has samples */
export function loader({ context }: LoaderFunctionArgs) {
  if (!context.sampleMails) throw answer(404);
  return null;
}

export const meta: MetaFunction = (args) => titled(args, () => ({ title: "Style guide" }));

const counts = [0, 7, 87_919, 1_234_567];
const demand = { id: 1, count: 87_919, goal: 100_000, state: "open", outcome: "none" } as const;

export default function StyleGuide() {
  const { words, locale } = useSite();
  const { lead } = words.home;
  const short = words.form.title;
  const problem = words.errors[404].title;
  return (
    <>
      <Heading text={short} />
      <Heading text={lead} />
      <Heading level="h2" text={short} />
      <Heading level="h2" text={lead} />
      <Heading level="h3" text={lead} />
      <p className="eyebrow">{short}</p>
      <p className="lead">{lead}</p>
      <p>{lead}</p>
      <p className="hint">{lead}</p>
      <p className="note">{lead}</p>
      <p>
        <span className="tag">{short}</span> <span className="tag">{words.pages.next}</span>
      </p>
      <FlashMessage said={lead} />
      <ErrorSummary problems={{ "with-problem": problem, ticked: problem }} />
      <form>
        <Field name="plain" label={short}>
          <input type="text" />
        </Field>
        <Field name="with-hint" label={short} hint={lead}>
          <input {...ownAddress} />
        </Field>
        <Field name="with-problem" label={short} hint={lead} problem={problem}>
          <input type="text" defaultValue="…" />
        </Field>
        <FieldSet legend={short}>
          <CheckField id="ticked" name="ticked" value="yes" checked problem={problem}>
            {lead}
          </CheckField>
          <CheckField id="this" name="choice" value="this" kind="radio" checked>
            {short}
          </CheckField>
          <CheckField id="that" name="choice" value="that" kind="radio" checked={false}>
            {lead}
          </CheckField>
        </FieldSet>
        <button type="button">{short}</button>
        <button type="button" className="quiet">
          {short}
        </button>
        <button type="button" className="danger">
          {short}
        </button>
      </form>
      <BigCount demand={demand} />
      <Progress count={demand.count} goal={demand.goal} />
      <Table
        rows={counts}
        keyOf={(count) => count}
        look="stack"
        columns={[
          { head: short, names: true, cell: () => lead },
          {
            ...{ head: words.pages.label, kind: "number", labelled: true },
            cell: (count) => formatNumber(locale, count),
          },
        ]}
      />
      <PageLinks path="/styleguide" q="" page={2} last={4} />
      <Pictures />
    </>
  );
}
