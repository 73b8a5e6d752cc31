/** An import of postcodes in a few sentences, and the placing of earlier signers after it. */
import type { PlacedLater } from "../../signatures/place-later.server.ts";
import type { PostcodesImported } from "../import-postcodes.server.ts";
import { describePostcodes } from "../read-postcodes.server.ts";
import { say, some } from "../some.ts";

export function sayPostcodes(outcome: PostcodesImported): string[] {
  const { added, moved, removed, unchanged, repeated, unknown, unknownCodes, read } = outcome;
  const { withoutPostcodes, areasKnown } = outcome;
  return [
    ...describePostcodes(read),
    `Lines read: ${say(read.rows)}; without a constituency: ${say(read.withoutSeat)}, ended: ${say(read.ended)}, repeated: ${say(repeated)}, left out as bad: ${say(read.bad)}.`,
    ...(unknown > 0
      ? [
          `${some(unknown, "postcode lies", "postcodes lie")} in constituencies that are not imported: ${few(unknownCodes)}.`,
        ]
      : []),
    ...(withoutPostcodes.length > 0
      ? [
          `Constituencies without a postcode in the file: ${withoutPostcodes.length} of ${areasKnown} (${few(withoutPostcodes)}).`,
        ]
      : []),
    added + moved + removed === 0
      ? `Nothing changed: ${some(unchanged, "postcode is", "postcodes are")} as listed.`
      : `Postcodes added: ${say(added)}, moved to another constituency: ${say(moved)}, removed: ${say(removed)}, unchanged: ${say(unchanged)}.`,
  ];
}

function few(names: readonly string[]): string {
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}

export const sayPlaced = ({ placed, unreadable }: PlacedLater): string[] => [
  ...(placed > 0 ? [`${some(placed, "earlier signer was", "earlier signers were")} placed.`] : []),
  ...(unreadable > 0
    ? [
        `${some(unreadable, "earlier signer could not be read and stays", "earlier signers could not be read and stay")} without a place. Put their key back into APP_KEYS and import again.`,
      ]
    : []),
];
