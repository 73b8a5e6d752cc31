/** Says why the seats of a list are not those stored. */
import { fewestSeats } from "../places/area.ts";
import { someOf } from "./some.ts";

export interface Unmatched {
  kind: "refused";
  problems: string[];
  /** What helps; nothing where the list itself is at fault. */
  hint?: "import-areas" | "force";
}

/**
 * @param unknown codes or numbers that no stored seat has
 * @param stored how many seats are stored
 */
export function whyUnknown(unknown: readonly string[], listed: number, stored: number): Unmatched {
  const problem = `${someOf(unknown.length, listed, ["constituency", "constituencies"], ["is", "are"])} unknown (${unknown.slice(0, 3).join(", ")}${unknown.length > 3 ? ", …" : ""}).`;
  if (stored < fewestSeats || unknown.length <= listed / 2)
    return { kind: "refused", problems: [problem], hint: "import-areas" };
  return {
    kind: "refused",
    problems: [
      `${problem} ${stored} constituencies are stored, so these look like another year’s codes.`,
    ],
  };
}
