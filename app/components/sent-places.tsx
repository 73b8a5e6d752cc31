/** The totals by constituency as they were sent; small ones are not shown. */
import type { SentDemand, SentPlace } from "../letters/letter.ts";
import { useSite } from "../pages/site.tsx";
import { ShownCount } from "./count.tsx";
import { Table } from "./table.tsx";
import { href } from "../paths.ts";

export function SentPlaces(props: {
  letterId: number;
  demands: SentDemand[];
  places: SentPlace[];
}) {
  const { letterId, demands, places } = props;
  const { words, to } = useSite();
  if (places.length === 0) return <p className="hint">{words.demand.noPlaces}</p>;
  return (
    <Table
      scrolls={words.letters.byPlace}
      look="compact"
      rows={places}
      keyOf={({ code }) => code}
      columns={[
        {
          head: words.members.constituency,
          names: true,
          cell: ({ code, name }) => (
            <a href={to(`${href("/letters/:id", { id: letterId })}?constituency=${code}`)}>
              {name}
            </a>
          ),
        },
        ...demands.map(({ title }, index) => ({
          head: title,
          cell: ({ counts }: SentPlace) => <ShownCount count={counts[index]!} />,
        })),
      ]}
    />
  );
}
