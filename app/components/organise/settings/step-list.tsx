/** First steps, each with its state and the link that does it. */
import type { ReactNode } from "react";

import type { Step } from "../../../campaign/steps/step.ts";
import { href } from "../../../paths.ts";
import { Breakable } from "../../text/breakable.tsx";
import { firstStepWords as words } from "../../../words/organise/first-steps.ts";

const places: Record<keyof typeof words.does, string> = {
  name: href("/organise/settings"),
  address: href("/organise/settings"),
  reply: href("/organise/settings"),
  sender: href("/organise/settings"),
  places: "/organise/members/import",
  members: "/organise/members/import",
  colleague: href("/organise/people"),
  demand: href("/organise/demands"),
};

/** Where a step is taken: on a page of its own, or on that of first steps. */
export const stepPath = (id: Step["id"]): string =>
  id in places ? places[id as keyof typeof places] : `${href("/organise/first-steps")}#${id}`;

const signs: Record<Step["state"], string> = { done: "✓", open: "", wrong: "!", "under-way": "…" };

/** @param props.more by step, what stands below its text */
export function StepList(props: {
  steps: readonly Step[];
  more: Partial<Record<Step["id"], ReactNode>>;
}) {
  const { steps, more } = props;
  return (
    <ol className="entries first-steps">
      {steps.map(({ id, state, text }) => (
        <li key={id} id={id} className={state}>
          <span className="sign" aria-hidden="true">
            {signs[state]}
          </span>
          <div>
            <h2>
              {words.steps[id]} <span className="tag">{words.states[state]}</span>
            </h2>
            <p>
              <WithAddresses text={text} />{" "}
              {state !== "done" && id in words.does && (
                <a href={stepPath(id)}>{words.does[id as keyof typeof words.does]}</a>
              )}
            </p>
            {more[id]}
          </div>
        </li>
      ))}
    </ol>
  );
}

const WithAddresses = ({ text }: { text: string }) =>
  text
    .split(/(\S+@\S+)/)
    .map((part, index) => (part.includes("@") ? <Breakable key={index} text={part} /> : part));

/** What of them is still to be done, above the overview; nothing where all is done. */
export function StepsLeft({ left }: { left: readonly Step["id"][] }) {
  if (left.length === 0) return null;
  return (
    <section className="note steps-left">
      <h2>{words.overview(left.length)}</h2>
      <ul>
        {left.map((id) => (
          <li key={id}>
            <a href={stepPath(id)}>{words.steps[id]}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={href("/organise/first-steps")}>{words.all}</a>
      </p>
    </section>
  );
}
