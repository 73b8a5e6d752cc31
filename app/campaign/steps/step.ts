/** The first steps of a deployment: each with its state, what there is to say of it, and the page that does it. */
import type { MailState } from "#db/schema.ts";

import { firstStepWords as words } from "../../words/organise/first-steps.ts";
import type { Campaign } from "../campaign.ts";

export interface StepFacts {
  campaign: Campaign;
  /** Places that the legislatures have by their own account, and those that are known. */
  seats: number;
  areas: number;
  postcodes: boolean;
  /** Who sit now, and how many of them have an address. */
  members: number;
  addresses: number;
  organisers: number;
  demands: number;
  /** Of each key its version and check digits, and who said when that a copy is kept. */
  keys: { line: string; kept: { at: Date; by: number | null } | undefined }[];
  /** The last test mail, and what became of it while that is known. */
  test: { at: Date; mail: { state: MailState; problem: string | null } | undefined } | undefined;
}

export interface Step {
  id: keyof typeof words.steps;
  /** `wrong` was tried and failed; `under-way` needs nobody just now. */
  state: "done" | "open" | "wrong" | "under-way";
  text: string;
}

/** Version and check digits of each key, as pages show them: `1: 0a1b2c3d`. */
export const keyLines = (digits: ReadonlyMap<number, string>): string[] =>
  [...digits].map(([version, check]) => `${version}: ${check}`);

/** The name of what says that a copy of this key is kept. */
export const keyMark = (line: string): string => `keys-kept ${line}`;

const done = (isDone: boolean): Step["state"] => (isDone ? "done" : "open");

/** In the order in which they are best taken. */
export function listSteps(facts: StepFacts): Step[] {
  const { campaign, areas, members, addresses, organisers, demands } = facts;
  const { names, address, email, sender, telephone } = campaign;
  const text = words.texts;
  return [
    { id: "name", state: done(names.en !== undefined), text: text.name(names) },
    { id: "address", state: done(address !== undefined), text: text.given(address) },
    { id: "reply", state: done(email !== undefined), text: text.given(email) },
    {
      id: "sender",
      state: done(sender !== undefined && telephone !== undefined),
      text: text.given([sender, telephone].filter((one) => one).join(", ") || undefined),
    },
    { id: "test", ...testStep(facts.test) },
    {
      id: "keys",
      state: done(facts.keys.every(({ kept }) => kept)),
      text: text.keys(facts.keys.filter(({ kept }) => !kept).length),
    },
    {
      id: "places",
      state: done(areas > 0 && facts.postcodes),
      text: text.places(areas, facts.seats, facts.postcodes),
    },
    { id: "members", state: done(members > 0), text: text.members(members, addresses) },
    { id: "colleague", state: done(organisers > 1), text: text.colleagues(organisers) },
    { id: "demand", state: done(demands > 0), text: text.demands(demands) },
  ];
}

function testStep(test: StepFacts["test"]): Pick<Step, "state" | "text"> {
  const { tests } = words;
  if (!test) return { state: "open", text: tests.none };
  const { state = "sent", problem = null } = test.mail ?? {};
  switch (state) {
    case "queued":
    case "sending":
      return { state: "under-way", text: tests.waits };
    case "sent":
    case "delivered":
      return { state: "done", text: tests[state] };
    default:
      return { state: "wrong", text: tests.failed(problem) };
  }
}
