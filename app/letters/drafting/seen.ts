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
const inEarnest = "to members’ own addresses";
const standIns = "to stand-in addresses";
const noAddress = "no address is known";
/** Instead of an address, in a rehearsal too. */
export const isLeftOut = "left out by an organiser";

interface Recipient {
  memberId: number;
  name: string;
  areaCode: string;
  constituency: string;
  address: string | null;
  leftOut: string | null;
  choseNever: boolean;
}

const mayBeWrittenTo = ({ leftOut, choseNever }: Recipient) =>
  leftOut !== "asked-not" || choseNever;

/**
 * In a rehearsal no member's address is used, and so none is part of it. Who had a letter lately is:
 * being left out is only less than what was approved. Who asked not to be written to is not: whether they
 * may be is for whoever approves. Who chose it themselves is part of it all the same, for they take it back as
 * they like; nothing leaves to them while it holds.
 */
export function partsOf(
  demands: readonly { id: number; title: string }[],
  recipients: readonly Recipient[],
  rehearsal: boolean,
): Part[] {
  return [
    { key: MAIL, what: "Copies go", value: rehearsal ? standIns : inEarnest },
    ...demands.map(({ id, title }) => ({ key: `demand-${id}`, what: "A demand", value: title })),
    ...recipients
      .filter(mayBeWrittenTo)
      .map(({ memberId, name, areaCode, constituency, address, leftOut }) => ({
        key: `member-${memberId}`,
        what: `${name}, ${constituency} (${areaCode})`,
        value:
          leftOut === "left-out"
            ? isLeftOut
            : rehearsal
              ? "a stand-in address"
              : leftOut === "no-address"
                ? noAddress
                : (address ?? noAddress),
      })),
  ];
}

/** The members among the parts. */
export const membersIn = (all: readonly Part[]): number[] =>
  all.flatMap(({ key }) => {
    const id = /^member-(\d+)$/.exec(key)?.[1];
    return id === undefined ? [] : [Number(id)];
  });

/** Whether nobody would be written to. */
export const isRehearsal = (all: readonly Part[]): boolean =>
  all.some(({ key, value }) => key === MAIL && value === standIns);
