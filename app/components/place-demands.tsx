/** What a constituency says of each demand: its number, its share beside the average, the way to sign. */
import { useSite } from "../pages/site.tsx";
import { href } from "../paths.ts";
import { besideAverage } from "../places/shown.ts";
import { sharesFormat } from "../words/format.ts";
import { ShownCount } from "./count.tsx";
import { Table } from "./table.tsx";

export interface PlaceDemand {
  id: number;
  slug: string;
  title: string;
  /** Of the title, where it is not the page's. */
  lang: string | undefined;
  /** Null where it is too small to be shown. */
  count: number | null;
  /** Of the electorate; null where it is not known, or the number not shown. */
  share: number | null;
  /** Of the average constituency; undefined where too few numbers are shown for one. */
  average: number | undefined;
  /** How many wrote to the member in their own words; null where too few did. */
  own: number | null;
  isOpen: boolean;
}

export function PlaceDemands({ demands }: { demands: readonly PlaceDemand[] }) {
  const { words, to, locale } = useSite();
  const format = sharesFormat(
    locale,
    demands.flatMap(({ share, average }) => [share ?? 0, average ?? 0]),
  );
  const t = words.places;
  return (
    <Table
      look="stack"
      rows={demands}
      keyOf={({ id }) => id}
      columns={[
        {
          head: words.manage.demand,
          names: true,
          cell: ({ slug, title, lang, own }) => (
            <>
              <a href={to(href("/demands/:slug", { slug }))} lang={lang}>
                {title}
              </a>
              {own !== null && <p className="hint">{words.write.alsoWrote(own)}</p>}
            </>
          ),
        },
        {
          head: t.count,
          kind: "number",
          labelled: true,
          cell: ({ count }) => <ShownCount count={count} />,
        },
        { head: t.share, labelled: true, cell: (demand) => <Share {...demand} format={format} /> },
        {
          head: words.home.sign,
          cell: ({ slug, title, lang, isOpen }) =>
            isOpen ? (
              <a href={to(`${href("/demands/:slug", { slug })}#sign`)}>
                {words.home.sign}
                <span className="unseen" lang={lang}>
                  {" "}
                  {title}
                </span>
              </a>
            ) : (
              words.state.closed
            ),
        },
      ]}
    />
  );
}

function Share(
  props: Pick<PlaceDemand, "share" | "average"> & { format: (share: number) => string },
) {
  const { share, average, format } = props;
  const { words } = useSite();
  if (share === null) return null;
  const beside = average && words.places[besideAverage(share, average)];
  return (
    <>
      {format(share)}
      {beside && average && <span className="hint">, {beside(format(average))}</span>}
    </>
  );
}
