/** What each member says of one demand. */
import type { RecordRow } from "../../answers/record/demand-record.server.ts";
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { formatDate } from "../../words/format.ts";
import { softenLong } from "../../words/typography/hyphens.ts";
import { Cited } from "../cited.tsx";
import { standingWords } from "../members/standing-words.ts";
import { Table } from "../table.tsx";
import { PartyName } from "../text/known.tsx";

export type ShownRow = Pick<RecordRow, "memberId" | "name" | "party" | "code" | "area"> &
  Pick<RecordRow, "standing" | "said">;

export function RecordTable({ rows }: { rows: readonly ShownRow[] }) {
  const { words, to } = useSite();
  const t = words.members;
  return (
    <Table
      look="stack"
      rows={rows}
      keyOf={({ memberId }) => memberId}
      columns={[
        {
          head: t.name,
          names: true,
          cell: ({ memberId, name }) => (
            <a href={to(href("/members/:id", { id: memberId }))}>{softenLong(name)}</a>
          ),
        },
        { head: t.party, cell: ({ party }) => <PartyName of={party} /> },
        {
          head: t.constituency,
          cell: ({ code, area }) => (
            <a href={to(href("/constituencies/:code", { code }))}>{area}</a>
          ),
        },
        { head: words.record.answer, labelled: true, cell: (row) => <Answer {...row} /> },
      ]}
    />
  );
}

function Answer({ standing, said }: ShownRow) {
  const { words, locale } = useSite();
  const t = words.members;
  const text = standingWords(words, locale, standing);
  if (!said) return <span className="hint">{text}</span>;
  const { quote, source, isByLink, correctedOn } = said;
  return (
    <>
      {text}
      {correctedOn && ` (${t.corrected(formatDate(locale, correctedOn))})`}
      {quote && <blockquote className={isByLink ? "as-typed" : undefined}>{quote}</blockquote>}
      {(isByLink || source) && (
        <p className="hint">{isByLink ? t.byLink : <Cited source={source} />}</p>
      )}
    </>
  );
}
