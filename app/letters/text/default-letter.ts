/** What a new letter begins with. */
import { PER_HOUR, type TypedLetter } from "../letter-form.ts";

const defaultSubject = "What people in {{constituency}} ask of you";

/** Who signs: a person, where one is named, for a campaign. */
interface Signing {
  campaign: string;
  sender?: string | undefined;
}

/** As an office can act on it: its own number first, one question, how to answer, how to check. */
const defaultBody = ({ campaign, sender }: Signing): string => `Dear {{member.name}},

- {{total.constituency}} people in {{constituency}} have signed “{{demand.title}}”; they are {{share.electorate}} of its electorate; {{since.last.constituency}} of them have signed since our last letter to you.

Will you say in public whether you support what they ask?

A yes or a no is enough: reply by email, follow the link at the foot, or write to us by post. By that link you can also choose how often we write. We publish each answer as it is given, and where none has come we say so.

Everybody who signed has confirmed by email and is counted once. A public page, linked below too, has the number of every constituency, so that you can check yours. This letter holds no personal data.

Yours sincerely,

${[sender, campaign].filter(Boolean).join("\n")}
`;

/**
 * The form as a new letter begins.
 * @param subject of the letter before, so that this one arrives in its thread; undefined for the first
 */
export const newLetter = (signing: Signing, subject = defaultSubject): TypedLetter => ({
  subject,
  body: defaultBody(signing),
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
