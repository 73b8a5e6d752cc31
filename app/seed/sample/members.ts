/** Members who do not exist, of parties that do not exist: nobody real is made to say or to leave unsaid anything. */
import { INVENTED_FROM } from "../demo-members.ts";
import { chanceFrom, weighed } from "./chance.ts";
import { namesIn } from "./names.ts";

/** A seat that nobody holds: Mid Bedfordshire. */
export const VACANT = "E14001359";

const parties = [
  ["Example Party", 46],
  ["Sample Alliance", 26],
  ["Specimen Union", 13],
  ["Placeholder Group", 9],
  ["Independent", 6],
] as const;

export interface SampleMember {
  id: number;
  name: string;
  party: string;
  /** Where mail ends by design (RFC 2606). */
  email: string;
  areaCode: string;
}

/** One for each of these seats, and none for the vacant one. @param codes the same ones give the same members */
export function inventMembers(codes: readonly string[]): SampleMember[] {
  const partyOf = weighed(chanceFrom(1), parties);
  const names = namesIn("en");
  return codes
    .filter((code) => code !== VACANT)
    .map((areaCode, place) => {
      const name = names[place]!;
      const email = `${name.toLowerCase().replace(" ", ".")}@example.org`;
      return { id: INVENTED_FROM + 101 + place, name, party: partyOf(), email, areaCode };
    });
}
