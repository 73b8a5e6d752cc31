/** Where a member is written to on paper. */
import { commons } from "../places/area.ts";

/** Source: parliament.uk, “Contact an MP or Member of the House of Lords”. */
const HOUSE: readonly string[] = ["House of Commons", "London SW1A 0AA"];

/** The lines below the name; none where the address of that House is not known. */
export const houseAddress = (legislatureId: string): readonly string[] =>
  legislatureId === commons.id ? HOUSE : [];
