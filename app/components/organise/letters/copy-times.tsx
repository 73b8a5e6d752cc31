/** When something was heard of a copy; of each of its mails, where it was sent again. */
import type { ListedCopy } from "../../../letters/steering/copy-list.ts";
import type { Try } from "../../../letters/try.ts";
import { formatDate } from "../../../words/format.ts";
import { copyWords as t } from "../../../words/organise/letters.ts";
import { Breakable } from "../../text/breakable.tsx";
import { Moment } from "../organise-page.tsx";

const times = (one: Try): [string, Date | null][] => [
  [t.left, one.leftAt],
  [t.failed, one.failedAt],
  [t.delivered, one.deliveredAt],
  [t.bounced, one.bouncedAt],
  [t.complained, one.complainedAt],
];

export function CopyTimes({ copy: { tries, answeredOn } }: { copy: ListedCopy }) {
  const isSeveral = tries.length > 1;
  const lines = tries.flatMap((one, index) => {
    const known = times(one).filter(([, at]) => at !== null);
    if (known.length === 0 && !isSeveral) return [];
    return [
      <li key={one.mail}>
        {isSeveral && (
          <>
            {t.mail(index + 1)}
            {one.address && (
              <>
                {" to "}
                <Breakable text={one.address} />
              </>
            )}
            {known.length > 0 && ": "}
          </>
        )}
        {known.map(([said, at], place) => (
          <span key={said}>
            {place > 0 && ", "}
            {said} <Moment at={at!} />
          </span>
        ))}
        {isSeveral && one.problem && ` (${one.problem})`}
      </li>,
    ];
  });
  if (lines.length === 0 && !answeredOn) return null;
  return (
    <ul className="times">
      {lines}
      {answeredOn && <li>{t.answered(formatDate("en", answeredOn))}</li>}
    </ul>
  );
}
