/** The five demands put in London on 8 January 2022, and what is known to have become of them: the first run's data. */
import { condemnTheCrackdown } from "./founding/condemn-the-crackdown.ts";
import { confiscateTheProperties } from "./founding/confiscate-the-properties.ts";
import type { FoundingDemand } from "./founding/founding-demand.ts";
import { freeThePrisoners } from "./founding/free-the-prisoners.ts";
import { russianTroopsOut } from "./founding/russian-troops-out.ts";
import { withdrawTheTroops } from "./founding/withdraw-the-troops.ts";

export const foundingDemands: FoundingDemand[] = [
  withdrawTheTroops,
  freeThePrisoners,
  russianTroopsOut,
  confiscateTheProperties,
  condemnTheCrackdown,
];

/** A dated note on a demand, in English; none of these changes its outcome. */
type FoundingUpdate = {
  slug: string;
  /** `YYYY-MM-DD` */
  occurredOn: string;
  kind: "update";
  subject: string;
  /** Markdown. */
  body: string;
  sourceUrl: null;
};

const note = (demand: FoundingDemand, occurredOn: string, subject: string, body: string) =>
  ({ slug: demand.slug, occurredOn, kind: "update", subject, body, sourceUrl: null }) as const;

/** In the order of their days. */
export const foundingUpdates: FoundingUpdate[] = [
  ...foundingDemands.map((demand) =>
    note(
      demand,
      "2022-01-08",
      "Put at a rally in Trafalgar Square",
      "People in London came together in solidarity with the people of Kazakhstan and put five demands, this one among them. John McDonnell MP addressed the rally.",
    ),
  ),
  ...[freeThePrisoners, condemnTheCrackdown].map((demand) =>
    note(
      demand,
      "2022-01-08",
      "Messages of solidarity from Ukraine and from Marko Bojcun",
      "Messages of solidarity came from Social Movement (Соціальний рух), from the Ukrainian Socialist League and from the writer Marko Bojcun.",
    ),
  ),
  note(
    russianTroopsOut,
    "2022-01-19",
    "The troops have left Kazakhstan",
    "The withdrawal of the troops of the Collective Security Treaty Organization was completed. They had been asked for on 5 January and had begun to arrive on the 6th. The demand that none be sent again stands.",
  ),
  note(
    withdrawTheTroops,
    "2022-01-19",
    "The foreign troops have left; the demand stands",
    "The withdrawal of the troops of the Collective Security Treaty Organization was completed. This demand concerns Kazakhstan’s own forces too, and is not met by it.",
  ),
];
