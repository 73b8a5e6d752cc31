/** The pictures of the style guide: chart, maps, timeline, share links, a copy of a letter. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";
import { eventsOf } from "../demand/chart-events.ts";
import { DemandPlaces } from "../demand/places.tsx";
import { Timeline } from "../demand/timeline.tsx";
import { LetterSheet } from "../letters/letter-sheet.tsx";
import { HexMap } from "../lists/hex-map.tsx";
import { LitMap } from "../lists/lit-map.tsx";
import { ShareDemand } from "../sharing/share-demand.tsx";
import { TimeChart } from "../time-chart.tsx";
import { areas, lit, map, month, opened, seats, sent, since } from "./sample-pictures.ts";

const SUBJECT = "412 constituents in Place 20 ask for a debate";
const BODY =
  "<p>In Place 20 412 people have signed, 0.59% of the electorate.</p><p>Will you ask for a debate, yes or no?</p>";

export function Pictures() {
  const { words } = useSite();
  const { lead } = words.home;
  const entries = [
    {
      ...({ id: 1, kind: "answer", outcome: null, source_url: "", lang: undefined } as const),
      ...{ subject: lead, html: `<p>${lead}</p>`, occurred_on: "2026-11-20" },
    },
  ];
  const letters = [{ id: 1, heading: SUBJECT, day: sent }];
  const closesAt = new Date("2027-03-01T00:00:00Z");
  return (
    <>
      <TimeChart {...{ since, month }} events={eventsOf(entries, letters, words)} />
      <HexMap places={areas} list={href("/constituencies")} />
      {lit && <LitMap map={lit} name={areas[20]!.name} region={areas[20]!.region} />}
      <DemandPlaces
        {...{ slug: "a-demand", map, seats, allSeats: areas.length, corrections: 2 }}
        elsewhere={[{ place: "UA", name: "Ukraine", count: 77 }]}
      />
      <Timeline
        {...{ state: "open", outcome: "none", created: opened, closesAt, entries, letters }}
      />
      <div className="share-demand">
        <ShareDemand slug="a-demand" title={lead} onPaper={true} />
      </div>
      <LetterSheet
        from={{ name: "Our Campaign", address: "1 Example Street, London", sender: "Alex Example" }}
        {...{ member: "Robin Sample MP", countedAt: new Date(sent), subject: SUBJECT, html: BODY }}
        {...{
          letterId: 1,
          areaCode: areas[20]!.code,
          house: ["House of Commons", "London", "SW1A 0AA"],
        }}
      />
    </>
  );
}
