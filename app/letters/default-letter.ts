/** What a new letter begins with, and made-up facts to show how it reads. */
import type { CopyFacts } from "./fill.ts";
import { PER_HOUR, type TypedLetter } from "./letter-form.ts";

const defaultSubject = "What people in {{constituency}} ask of you";

const defaultBody = (campaign: string): string => `Dear {{member.name}},

We write for the people who have signed the demands below. Each of them confirmed by e-mail, and each is counted once.

- **{{demand.title}}**: {{total}} people have signed, {{total.constituency}} of them in {{constituency}}.

Behind these numbers are people who were arrested, injured or lost someone in January 2022, and people in Britain who stand with them.

We ask three things of you: say in public where you stand on each demand, raise it with ministers, and tell us what you have done. We publish every answer as it is given, and where none has come we say that too.

Yours sincerely,

${campaign}
`;

/** The form as a new letter begins. @param campaign who signs it */
export const newLetter = (campaign: string): TypedLetter => ({
  subject: defaultSubject,
  body: defaultBody(campaign),
  demand: [],
  // whom a letter is for nobody chooses for the organiser
  audience: "",
  region: [],
  party: [],
  member: [],
  except: [],
  threshold: "",
  per_hour: PER_HOUR,
  window: "any",
});

/** The copy of a member who does not exist, with numbers that could be. */
export function sampleFacts(demands: readonly { title: string }[]): CopyFacts {
  return {
    member: "Alex Example",
    constituency: "Exampleton North",
    electorate: 72_000,
    demands: demands.map(({ title }, index) => ({
      title,
      total: 12_345 - 700 * (index % 10),
      here: 95 - 9 * (index % 10),
      rank: 12 + index,
      joint: false,
      areas: 650,
      sinceLast: 1_234 - 70 * (index % 10),
    })),
  };
}
