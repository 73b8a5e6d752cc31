/** What of a letter is otherwise than it was approved, one line each. */
import { isLeftOut, isRehearsal, type Part } from "./seen.ts";

/** Something that is otherwise than it was seen. */
export interface Difference {
  what: string;
  /** Null where it is not known any more. */
  was: string | null;
  is: string;
}

export const absent = "not on the list";

/** What is otherwise than it was approved. A rehearsal writes to nobody, so no address matters in it. */
export function differences(approved: readonly Part[], now: readonly Part[]): Difference[] {
  const noAddress = isRehearsal(now);
  const counts = ({ key, value }: Part, was: Part) =>
    !noAddress || key.startsWith("demand-") || [value, was.value].includes(isLeftOut);
  const before = new Map(approved.map((one) => [one.key, one]));
  const found: Difference[] = [];
  for (const one of now) {
    const was = before.get(one.key);
    before.delete(one.key);
    if (!was) found.push({ what: one.what, was: absent, is: one.value });
    else if (was.what !== one.what)
      found.push({ what: was.what, was: was.value, is: `${one.what}: ${one.value}` });
    else if (was.value !== one.value && counts(one, was))
      found.push({ what: one.what, was: was.value, is: one.value });
  }
  for (const { what, value } of before.values()) found.push({ what, was: value, is: absent });
  return found;
}
