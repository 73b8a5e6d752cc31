/** One link, fifty times at once, at two processes. */
import { setTimeout as sleep } from "node:timers/promises";

import { linkIn, visitor } from "../support/visitor.ts";
import type { Outcome } from "./outcome.ts";
import { judge, makePlace } from "./place.ts";

const AT_ONCE = 50;

export async function sameLink(rounds: number): Promise<Outcome> {
  await using place = await makePlace(0);
  const [here, there] = [await place.serve(), await place.serve()];
  const origin = here.base;
  const load = place.load([here, there], 2);
  let confirmed = 0;
  const wrong: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const email = `once${round}@example.org`;
    load.tried.add(email);
    await visitor(origin).sign("free-the-prisoners", { email, country: "KZ", postcode: "" });
    load.signed.add(email);
    const mail = () => place.standIn.taken.find(({ to }) => to === email);
    while (!mail()) await sleep(10);
    const link = linkIn({ ...mail()!, headers: {} }, "/confirm/");
    const clicks = Array.from({ length: AT_ONCE }, (_, n) =>
      visitor((n % 2 ? here : there).base).post(link, {}, { origin }),
    );
    const others = (await Promise.all(clicks)).filter(({ status }) => status !== 303);
    if (others.length > 0) wrong.push(`a link was answered ${others[0]!.status}`);
    load.confirmed.add(email);
    confirmed += AT_ONCE - others.length;
  }
  const outcome = await judge({ ...place, load, url: place.database.url }, [], wrong);
  return { ...outcome, rounds, acknowledged: outcome.acknowledged + confirmed - rounds };
}
