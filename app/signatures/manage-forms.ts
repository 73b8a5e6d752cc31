/** The forms of a signer's own page: another name, updates or none, what to withdraw. */
import * as f from "../pages/read-form.ts";
import { readName } from "./name.ts";

const renaming = { name: f.parsed(readName) };
const updating = { updates: f.tick() };
const withdrawing = {
  demand: f.list(
    f.parsed((named) => ({ named })),
    { most: 1_000, problem: "too-many" },
  ),
  all: f.tick(),
};

export type TypedName = f.TypedIn<typeof renaming>;
export type RenameProblems = f.ProblemsIn<typeof renaming, "repeated">;

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
