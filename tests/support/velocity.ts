/** A crowd that confirms: counted as web processes count it, looked at as the worker does. */
import { keepTask } from "#app/organisers/tasks.server.ts";
import { createVelocity } from "#app/review/velocity.server.ts";
import { watch } from "#app/review/watch.server.ts";
import type { Db } from "#db/connection.ts";

import { later, now } from "./house.ts";
import { testKeys } from "./signers.ts";

export interface Confirming {
  place?: string;
  /** The key of an unlisted domain. */
  domain?: string | null;
  network?: string;
}

/** A signing that is not there. */
export const NOBODYS = "00000000-0000-7000-8000-000000000000";

export const MINUTE = 60;
export const HOUR = 3_600;

/** Seats of a House as `seedHouse` makes it. */
export const seat = (n: number) => `E${String(14_000_001 + n)}`;

/** @param times in seconds from the moment that tests begin at */
export function crowd(db: Db) {
  let at = 0;
  const velocity = createVelocity(db, () => later(at), String);
  const count = (people: number, who: (n: number) => Confirming) => {
    for (let n = 0; n < people; n++) {
      const { place = "KZ", domain = null, network = `network ${n % 200}` } = who(n);
      velocity.count(place, domain, network, NOBODYS);
    }
  };
  const look = () => watch(db, testKeys, keepTask, later(at));
  return {
    velocity,
    /** So many confirm at one moment. */
    async confirms(seconds: number, people: number, who: (n: number) => Confirming) {
      at = seconds;
      count(people, who);
      await velocity.flush();
    },
    /** So many in all confirm, evenly from one moment to another, and after each step somebody looks. */
    async during(
      from: number,
      to: number,
      people: number,
      who: (n: number) => Confirming,
      seconds = 5 * MINUTE,
    ) {
      const steps = Math.ceil((to - from) / seconds);
      let done = 0;
      for (let step = 1; step <= steps; step++) {
        at = from + ((to - from) * step) / steps - 1;
        const due = Math.round((people * step) / steps);
        const before = done;
        count(due - before, (n) => who(before + n));
        done = due;
        await velocity.flush();
        await look();
      }
    },
    async looks(seconds: number) {
      at = seconds;
      await look();
      await velocity.flush();
    },
    /** Every alarm that was ever raised, by kind. */
    async alarms() {
      const rows = await db.selectFrom("alarm").select("kind").orderBy("kind").execute();
      return rows.map(({ kind }) => kind);
    },
    moment: (seconds: number) => later(seconds, now),
  };
}
