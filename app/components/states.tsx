/** How far a demand has come: open, handed over, promised, met. */
import type { DemandState, Outcome } from "#db/schema.ts";

import { useSite } from "../pages/site.tsx";

const reached: Record<Outcome, number> = {
  none: 0,
  acknowledged: 1,
  refused: 1,
  promised: 2,
  "partly-met": 2,
  met: 3,
};

export function States({ state, outcome }: { state: DemandState; outcome: Outcome }) {
  const { words } = useSite();
  const t = words.demand.step;
  const steps = [t.open, t.handed, t.promised, t.met];
  const now = reached[outcome];
  const said =
    outcome === "none" ? words.state[state === "closed" ? "closed" : "none"] : words.state[outcome];
  return (
    <section className="states">
      <h2 className="unseen">{words.demand.states}</h2>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            className={index <= now ? "reached" : undefined}
            aria-current={index === now ? "step" : undefined}
          >
            {step}
          </li>
        ))}
      </ol>
      <p className="hint">{said}</p>
    </section>
  );
}
