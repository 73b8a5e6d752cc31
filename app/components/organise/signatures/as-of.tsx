/** Says how old the numbers of a page are. */
import { TIME_ZONE } from "../../../words/format.ts";

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: TIME_ZONE });

export function AsOf({ at }: { at: Date }) {
  return (
    <p className="hint">
      As of <time dateTime={at.toISOString()}>{clock.format(at)}</time>; some seconds may have
      passed since.
    </p>
  );
}
