/** Members as a table: the last letter to each, and what each says of the demands. */
import type { StanceInShort } from "../answers/stances-in-short.ts";
import type { Delivery } from "../letters/copy-life.ts";
import { useSite } from "../pages/site.tsx";
import { formatDate } from "../words/format.ts";
import { deliveryWords } from "./members/delivery-words.ts";
import { drawnOnce } from "./lists/drawn-once.tsx";
import { type Column, DrawnTable, TableRow } from "./table.tsx";
import { PartyName } from "./text/known.tsx";
import { href, hrefOfCopy } from "../paths.ts";
import { softenLong } from "../words/typography/hyphens.ts";

interface ListedDemand {
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang: string | undefined;
}

interface ListedMember {
  id: number;
  name: string;
  party: string;
  code: string | null;
  area: string | null;
  last: { letterId: number; areaCode: string; countedAt: Date; delivery: Delivery } | undefined;
  stances: StanceInShort<ListedDemand>[];
}

interface Row extends ListedMember {
  /** How many there are that a member can be asked about. */
  demands: number;
}

function useColumns(): Column<Row>[] {
  const { words, to, locale } = useSite();
  const t = words.members;
  return [
    {
      head: t.name,
      names: true,
      cell: ({ id, name }) => <a href={to(href("/members/:id", { id }))}>{softenLong(name)}</a>,
    },
    {
      head: t.constituency,
      cell: ({ code, area }) =>
        code === null ? (
          t.formerly
        ) : (
          <a href={to(href("/constituencies/:code", { code }))}>{area}</a>
        ),
    },
    { head: t.party, cell: ({ party }) => <PartyName of={party} /> },
    {
      head: t.lastLetter,
      labelled: true,
      cell: ({ last }) =>
        last ? (
          <>
            <a href={to(hrefOfCopy(last.letterId, last.areaCode))}>
              {formatDate(locale, last.countedAt)}
            </a>
            , {deliveryWords(words, last.delivery)}
          </>
        ) : (
          t.none
        ),
    },
    {
      head: t.stance,
      labelled: true,
      cell: ({ stances, demands }) =>
        stances.length === 0 ? "–" : <StancesInShort stances={stances} demands={demands} />,
    },
  ];
}

const drawRows = drawnOnce((row: Row) => <TableRow columns={useColumns()} row={row} />);

/** @param props.demands how many there are that a member can be asked about */
export function MemberTable(props: { members: readonly ListedMember[]; demands: number }) {
  const { members, demands } = props;
  const site = useSite();
  const columns = useColumns();
  const rows = members.map((member) => ({ ...member, demands }));
  return <DrawnTable look="stack members" columns={columns} rows={drawRows(site, rows)} />;
}

function StancesInShort(props: { stances: StanceInShort<ListedDemand>[]; demands: number }) {
  const { words, to } = useSite();
  const t = words.members;
  return (
    <ul>
      {props.stances.map(({ stance, count, only }) => (
        <li key={stance}>
          {`${t.stances[stance]}: `}
          {only ? (
            <a href={to(href("/demands/:slug", { slug: only.slug }))} lang={only.lang}>
              {only.title}
            </a>
          ) : (
            t.ofDemands(count, props.demands)
          )}
        </li>
      ))}
    </ul>
  );
}
