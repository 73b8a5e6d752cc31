/**
 * Waits that are stored as moments and hold although the wall clock is set back: a moment further off
 * than anything is ever put off was stored before the step, and its wait is over.
 */
import { sql } from "kysely";

import { leastUuid } from "#db/partitions.ts";

/** In milliseconds: how far the clocks of several machines may differ. */
export const SKEW = 5_000;

/** In seconds: how long a batch is in hand, and how long it is put off at most after so many tries. */
export const LEASE = 60;
export const backOff = (attempts: number): number => Math.min(2 ** (attempts - 1), 300);

const soon = (now: Date) => new Date(now.getTime() + SKEW);

/** True in SQL of a mail that may leave: its id tells when it was made. */
export const isDue = (now: Date) => sql<boolean>`
  (not_before <= ${now} or (id > ${leastUuid(soon(now))} and not_before < 'infinity'))`;

/** True in SQL of a batch whose lease or wait is over. */
export const isLeaseOver = (now: Date) => sql<boolean>`
  (lease_until <= ${now} or lease_until > ${soon(now)}::timestamptz
    + make_interval(secs => greatest(${LEASE}, least(power(2, least(attempts, 10)), 300))))`;

/** True in SQL of a pause that was not begun after `now`. */
export const hasBegun = (now: Date) => sql<boolean>`mail_pause.created_at <= ${soon(now)}`;
