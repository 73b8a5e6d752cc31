/** What is written down of who was not let in: at which door and why, never who came or with what. */
import type { Role } from "#db/schema.ts";
import type { Say } from "#db/say-rarely.ts";

/** `session` is a cookie that opens none, or a post without one; `figures` are those at `/metrics`. */
export const doors = [
  "sign-in",
  "sign-in-link",
  "passkey",
  "invitation",
  "session",
  "role",
  "webhook",
  "figures",
] as const;
export type Door = (typeof doors)[number];

interface Told {
  why?: string;
  /** The file below `routes/` whose page was asked for. */
  route?: string;
  role?: Role;
}

export type TellRefused = (door: Door, told?: Told) => void;

const MINUTE = 60_000;
/** Lines a minute of each door: whoever knocks on and on does not push all else out of the log. */
const MOST = 30;

/**
 * @param say writes a line of the log
 * @param count told of each, also of those for which there is no line
 * @param elapsed in milliseconds, from any beginning
 */
export function refusalTeller(
  say: Say,
  count: (door: Door) => void,
  elapsed = () => performance.now(),
): TellRefused {
  const minutes = new Map<Door, { from: number; times: number }>();
  return (door, told = {}) => {
    count(door);
    const now = elapsed();
    let minute = minutes.get(door);
    const before = minute && minute.times - MOST;
    if (!minute || now - minute.from >= MINUTE)
      minutes.set(door, (minute = { from: now, times: 0 }));
    minute.times += 1;
    if (minute.times > MOST) return;
    // those of the minute before that have no line
    const more = minute.times === 1 && before !== undefined && before > 0 ? { more: before } : {};
    say({ door, ...told, ...more }, "access was refused");
  };
}
