import { expect, test } from "vitest";

import { BOUNDS, createTurns } from "#app/host/turns.ts";

/** Work that says when it begins, and ends when it is told. */
function worker(bounds: Partial<typeof BOUNDS> = {}) {
  const turns = createTurns({ ...BOUNDS, rest: 0, ...bounds });
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const take = (lane: string, name: string, isWanted = () => true) =>
    turns.take(lane, isWanted, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const end = async (name: string) => {
    ends.get(name)!();
    // the lane rests for a turn of the event loop at least
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { take, begun, end };
}

test("lanes take turns, however long one of them is", async () => {
  const { take, begun, end } = worker({ atOnce: 1, atOnceOfLane: 1 });
  for (const name of ["a1", "a2", "a3", "a4"]) void take("a", name);
  void take("b", "b1");
  void take("c", "c1");
  for (const name of ["a1", "b1", "a2"]) await end(name);
  expect(begun).toEqual(["a1", "b1", "a2", "c1"]);
});

test("a lane has a few in hand and never all places", async () => {
  const { take, begun, end } = worker({ atOnce: 3, atOnceOfLane: 2 });
  for (const name of ["a1", "a2", "a3"]) void take("a", name);
  void take("b", "b1");
  void take("c", "c1");
  expect(begun).toEqual(["a1", "a2", "b1"]);
  await end("b1");
  expect(begun).toEqual(["a1", "a2", "b1", "c1"]);
  await end("a1");
  expect(begun.at(-1)).toBe("a3");
});

test("what is not wanted any more is not begun and holds up nobody", async () => {
  const { take, begun, end } = worker({ atOnce: 1, atOnceOfLane: 1 });
  void take("a", "a1");
  let isHere = true;
  const left = take("a", "a2", () => isHere);
  void take("a", "a3");
  isHere = false;
  await end("a1");
  expect(await left).toBeUndefined();
  expect(begun).toEqual(["a1", "a3"]);
});

test("a lane that is full takes no more, and others do", async () => {
  const { take, end, begun } = worker({ atOnceOfLane: 1, waitingOfLane: 2, waiting: 3 });
  const [first, second] = [take("a", "a1"), take("a", "a2")];
  void take("a", "a3");
  expect(await take("a", "a4")).toBeUndefined();
  void take("b", "b1");
  void take("b", "b2");
  // all lanes together are full as well
  expect(await take("b", "b3")).toBeUndefined();
  expect(begun).toEqual(["a1", "b1"]);
  await end("a1");
  await end("a2");
  expect([await first, await second]).toEqual(["a1", "a2"]);
  expect(begun).toEqual(["a1", "b1", "a2", "a3"]);
});

test("work that fails gives its place back", async () => {
  const turns = createTurns({ ...BOUNDS, atOnce: 1, rest: 0 });
  const fail = () => Promise.reject(new Error("failed"));
  await expect(turns.take("a", () => true, fail)).rejects.toThrow("failed");
  expect(
    await turns.take(
      "b",
      () => true,
      () => Promise.resolve("done"),
    ),
  ).toBe("done");
});
