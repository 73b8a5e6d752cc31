/** What an organiser is told whose form is older than the letter: both texts, what else differs, and by whom. */
import type { Db } from "#db/connection.ts";

import type { RequestContext } from "../../context.server.ts";
import type { Difference } from "../../letters/drafting/differences.ts";
import { lookAt } from "../../letters/drafting/approval.server.ts";
import { type LabelledText, linesOfDraft, readDraft } from "../../letters/drafting/draft-lines.ts";
import { differencesFrom } from "../../letters/drafting/in-short.server.ts";
import { draftVersion, textIn } from "../../letters/drafting/seen.server.ts";
import { listChoices } from "../../letters/get-letter.server.ts";
import type { Draft, Letter } from "../../letters/letter.ts";
import { listRecords } from "../../organisers/audit.server.ts";
import { listOrganiserAddresses } from "../../organisers/organiser-address.server.ts";
import type { Flash } from "../../words/flash.ts";
import { requireLetter } from "./letter-page.server.ts";

export interface StaleLetter {
  said: Flash;
  /** Whether the form said which version it was made from. */
  isNamed: boolean;
  /** Who wrote what is kept, and when; undefined where the log has forgotten. */
  by: { who: string; at: Date } | undefined;
  /** What was seen or typed, and what is kept; undefined where they are the same, or it is not known. */
  texts: { other: LabelledText[]; kept: LabelledText[] } | undefined;
  differences: Difference[];
}

/**
 * For a deed whose form was made from something else than there is.
 * @param short what the form carried of the list it was shown with
 */
export async function staleLetter(
  context: RequestContext,
  id: number,
  said: Flash,
  saw: string | undefined,
  short: string,
): Promise<StaleLetter> {
  const { db, config, clock } = context;
  const letter = await requireLetter(context, String(id));
  const how = { rehearsal: !config.mail.live, everyone: true };
  const { seen, changed } = await lookAt(db, letter, how, clock());
  // the versions of what was done to it are numbers
  const text = saw === undefined || /^\d*$/.test(saw) ? undefined : textIn(saw);
  const isOther = text !== undefined && text !== draftVersion(letter);
  const other = isOther ? await findDraft(db, letter, text) : undefined;
  const sinceSeen = differencesFrom(short, seen);
  return {
    said,
    isNamed: saw !== undefined,
    by: await writerOf(context, letter),
    texts: other && (await bothTexts(db, other, letter)),
    differences: changed.length > 0 ? changed : sinceSeen,
  };
}

/** For a draft that was typed over another one than is kept. */
export async function staleDraft(
  context: RequestContext,
  id: number,
  said: Flash,
  saw: string | undefined,
  typed: Draft,
): Promise<StaleLetter> {
  const letter = await requireLetter(context, String(id));
  return {
    said,
    isNamed: saw !== undefined,
    by: await writerOf(context, letter),
    texts: await bothTexts(context.db, typed, letter),
    differences: [],
  };
}

async function bothTexts(db: Db, other: Draft, kept: Draft) {
  const choices = await listChoices(db);
  return { other: linesOfDraft(other, choices), kept: linesOfDraft(kept, choices) };
}

const writings = (db: Db, { id }: Letter) => listRecords(db, `letter ${id}`, "letter.write");

/** A text that stood in the letter once, by its version. */
async function findDraft(db: Db, letter: Letter, version: string): Promise<Draft | undefined> {
  const drafts = (await writings(db, letter)).map(({ after }) => readDraft(after));
  return drafts.find((draft) => draft && draftVersion(draft) === version);
}

async function writerOf({ db, keys }: RequestContext, letter: Letter) {
  const [last] = await writings(db, letter);
  if (!last) return undefined;
  const addresses = await listOrganiserAddresses(db, keys);
  const who = addresses.get(last.organiser_id ?? 0) ?? "Somebody who is no organiser any more";
  return { who, at: last.at };
}
