/** Whether the public reads that a member was asked, by what became of the letters to them. */
import { expect, test } from "vitest";

import { copyLife } from "#app/letters/copy-life.ts";
import { askedOf } from "#app/letters/public/asked.ts";
import type { CopyState } from "#db/schema.ts";

const [older, newer] = [new Date("2026-01-01"), new Date("2026-03-01")];
const letter = (state: CopyState, countedAt = newer, rehearsal = false) => {
  return { demandIds: [1], countedAt, rehearsal, delivery: copyLife[state].public };
};
const nothing = {
  ...{ since: undefined, maybeSince: undefined },
  ...{ isOnItsWay: false, lacksAddress: false },
};

test.each(Object.keys(copyLife) as CopyState[])(
  "a copy that is “%s” says that they were asked, may have been, will be, or were not",
  (state) => {
    const asked = ["sent", "delivered", "complained"].includes(state);
    expect(askedOf(1, [letter(state)])).toEqual({
      since: asked ? newer : undefined,
      maybeSince: state === "unknown" ? newer : undefined,
      isOnItsWay: state === "waiting" || state === "queued",
      lacksAddress: state === "no-address",
    });
    expect(askedOf(2, [letter(state)])).toEqual(nothing);
    expect(askedOf(1, [letter(state, newer, true)])).toEqual(nothing);
  },
);

test("a letter that arrived tells more than a later one of which nobody knows", () => {
  expect(askedOf(1, [letter("unknown"), letter("delivered", older)])).toMatchObject({
    since: older,
    maybeSince: newer,
  });
});
