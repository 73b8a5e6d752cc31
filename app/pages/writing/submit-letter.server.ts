/** What becomes of the form in which somebody writes to their member: looked at, or mailed to its writer. */
import type { RequestContext } from "../../context.server.ts";
import { compare } from "../../write/compare.server.ts";
import { type LetterProblems, readLetter, type TypedLetter } from "../../write/letter-form.ts";
import { letterText, ownWords } from "../../write/letter-text.ts";
import { COPIED, type Looked } from "../../write/meter.ts";
import { findWrong, letterOf, typeLetter } from "../../write/type-letter.server.ts";
import type { Writer } from "../../write/writer.server.ts";

export type Sent =
  | { typed: TypedLetter; problems: LetterProblems }
  | { typed: TypedLetter; looked: Looked }
  /** To whom it goes once it is confirmed. */
  | { typed?: undefined; mailed: string };

/** What stands elsewhere is shown once before it is mailed, and is mailed all the same where its writer wishes. */
export async function submitLetter(
  context: Pick<RequestContext, "db" | "keys" | "locale" | "clock" | "fields">,
  writer: Writer,
  intent: "look" | "send",
): Promise<Sent> {
  const { db, keys, fields } = context;
  const { typed, problems, written } = readLetter(fields);
  if (!written) return { typed, problems };
  const wrong = await findWrong(db, writer, written);
  if (Object.keys(wrong).length > 0) return { typed, problems: wrong };
  const letter = letterOf(writer, written);
  const { id: demandId } = writer.demands.find(({ slug }) => slug === written.demand)!;
  const text = ownWords(letter);
  const measured = await compare(db, keys, { text, demandId, signer: writer.signer });
  const isSeen = measured.share < COPIED || fields.get("seen") === "yes";
  if (intent === "look" || !isSeen)
    return { typed, looked: { ...measured, text: letterText(letter) } };
  const done = await typeLetter(context, writer, written, context.clock());
  return done === "often" ? { typed, problems: { why: "often" } } : { mailed: writer.member };
}
