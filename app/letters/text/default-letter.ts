/** What a new letter begins with. */
import { PER_HOUR, type TypedLetter } from "../letter-form.ts";

const defaultSubject = "What people in {{constituency}} ask of you";

/** As an office can act on it: its own number first, one question, how to answer, how to check. */
const defaultBody = (campaign: string): string => `Dear {{member.name}},

- {{total.constituency}} people in {{constituency}} have signed “{{demand.title}}”, of {{total}} in all; {{since.last}} of these since our last letter to you.

Will you say in public whether you support what they ask?

A reply to this email with a yes or a no is enough; a letter to the address below is read as well. We publish each answer as it is given, and where none has come we say so.

Each of them confirmed by email and is counted once. The page linked below has the numbers of every constituency, so that you can check yours. This letter holds no personal data.

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
