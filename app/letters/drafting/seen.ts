/** What an approver sees of a letter beside its text: the demands it names, whom it goes to, and where. */
import * as v from "valibot";

/** One line of it. */
const part = v.object({
  /** Tells it from the others, such as `member-12`. */
  key: v.string(),
  /** What it is about: a member with the seat, a demand. */
  what: v.string(),
  /** An address, a title. */
  value: v.string(),
});
export type Part = v.InferOutput<typeof part>;

/** As it is stored with an approval. */
export const parts = v.array(part);

const MAIL = "mail";
export const inEarnest = "to members’ own addresses";
const standIns = "to stand-in addresses";
const noAddress = "no address is known";

interface Recipient {
  memberId: number;
  name: string;
  areaCode: string;
  constituency: string;
  address: string | null;
}

/**
 * In a rehearsal no member's address is used, and so none is part of it. Who had a letter lately is:
 * being left out is only less than what was approved.
 */
export function partsOf(
  demands: readonly { id: number; title: string }[],
  recipients: readonly Recipient[],
  rehearsal: boolean,
): Part[] {
  return [
    { key: MAIL, what: "Copies go", value: rehearsal ? standIns : inEarnest },
    ...demands.map(({ id, title }) => ({ key: `demand-${id}`, what: "A demand", value: title })),
    ...recipients.map(({ memberId, name, areaCode, constituency, address }) => ({
      key: `member-${memberId}`,
      what: `${name}, ${constituency} (${areaCode})`,
      value: rehearsal ? "a stand-in address" : (address ?? noAddress),
    })),
  ];
}

/** The members among the parts. */
export const membersIn = (all: readonly Part[]): number[] =>
  all.flatMap(({ key }) => {
    const id = /^member-(\d+)$/.exec(key)?.[1];
    return id === undefined ? [] : [Number(id)];
  });

/** Something that is otherwise than it was seen. */
export interface Difference {
  what: string;
  /** Null where it is not known any more. */
  was: string | null;
  is: string;
}

const absent = "not on the list";

/** What is otherwise than it was approved. A rehearsal writes to nobody, so no address matters in it. */
export function differences(approved: readonly Part[], now: readonly Part[]): Difference[] {
  const isRehearsal = now.some(({ key, value }) => key === MAIL && value === standIns);
  const counts = ({ key }: Part) => !isRehearsal || key.startsWith("demand-");
  const before = new Map(approved.map((one) => [one.key, one]));
  const found: Difference[] = [];
  for (const one of now) {
    const was = before.get(one.key);
    before.delete(one.key);
    if (!was) found.push({ what: one.what, was: absent, is: one.value });
    else if (was.what !== one.what)
      found.push({ what: was.what, was: was.value, is: `${one.what}: ${one.value}` });
    else if (was.value !== one.value && counts(one))
      found.push({ what: one.what, was: was.value, is: one.value });
  }
  for (const { what, value } of before.values()) found.push({ what, was: value, is: absent });
  return found;
}
