/** The forms of a signer's own page, and the one that asks for the link to it. */
import * as f from "../../pages/read-form.ts";
import { readAddress } from "../address.ts";
import { readName } from "../name.ts";
import type { HeldCounts } from "./held.ts";

const asking = { email: f.parsed(readAddress) };
const renaming = { name: f.parsed(readName) };
const updating = { updates: f.tick() };
const withdrawing = {
  demand: f.list(
    f.parsed((named) => ({ named })),
    { most: 1_000, problem: "too-many" },
  ),
  all: f.tick(),
};

export type TypedAsk = f.TypedIn<typeof asking>;
export type AskProblems = f.ProblemsIn<typeof asking, "repeated">;
export type TypedName = f.TypedIn<typeof renaming>;
export type RenameProblems = f.ProblemsIn<typeof renaming, "repeated">;

export function readAsk(
  fields: URLSearchParams,
): { address: string; typed: TypedAsk } | { typed: TypedAsk; problems: AskProblems } {
  const { typed, problems, values } = f.readForm(fields, asking, "repeated");
  return values ? { address: values.email.address, typed } : { typed, problems };
}

export function readRename(
  fields: URLSearchParams,
): { name: string } | { typed: TypedName; problems: RenameProblems } {
  const { typed, problems, values } = f.readForm(fields, renaming, "repeated");
  return values ? values.name : { typed, problems };
}

/** @returns whether updates are wanted: an answer that cannot be read is a no */
export const readUpdates = (fields: URLSearchParams): boolean =>
  f.readForm(fields, updating, "repeated").values?.updates ?? false;

/**
 * Demands are named by id or slug. Whoever holds several must say which: none ticked is never all.
 * @param held the demands signed
 * @returns their ids, or undefined when the form names none that is held
 */
export function readWithdrawal(
  fields: URLSearchParams,
  held: readonly { id: number; slug: string }[],
): number[] | undefined {
  const { values } = f.readForm(fields, withdrawing, "repeated");
  if (!values) return undefined;
  const named = values.demand.map((one) => one.named);
  const all = named.length === 0 && (held.length < 2 || values.all);
  const chosen = held.filter(
    ({ id, slug }) => all || named.includes(slug) || named.includes(String(id)),
  );
  return all || chosen.length > 0 ? chosen.map(({ id }) => id) : undefined;
}

/** The numbers that somebody was shown, as the field `seen` carries them. */
export const seenOf = (counts: Partial<HeldCounts>): string =>
  [counts.signatures, counts.signings, counts.mails, counts.news]
    .filter((one) => one !== undefined)
    .join("-");

/** Whether who sends this was asked once more, and saw the numbers as they still are. */
export const isSure = (fields: URLSearchParams, counts: Partial<HeldCounts>): boolean =>
  fields.get("sure") === "yes" && fields.get("seen") === seenOf(counts);
