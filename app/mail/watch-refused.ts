/** When organisers are told that webhooks are refused: one may be anybody's, five within an hour are a pattern. */

const HOUR = 3_600_000;
const TOLD_FROM = 5;

/** @returns told of each refusal; whether organisers are to be told now, which is once an hour at most */
export function watchRefused(): (now: Date) => boolean {
  /** The last few, in milliseconds, oldest first: however many come, no more are kept. */
  let refused: number[] = [];
  let toldAt = -Infinity;
  return (now) => {
    const at = now.getTime();
    refused = [...refused, at].slice(-TOLD_FROM);
    const areMany = refused.length === TOLD_FROM && Math.abs(at - refused[0]!) < HOUR;
    if (!areMany || Math.abs(at - toldAt) < HOUR) return false;
    toldAt = at;
    return true;
  };
}
