/** What an office answers by the link in its copy, and the form that takes it: nothing in it has a default. */
import type { GivenStance } from "#db/schema.ts";

import * as f from "../../pages/read-form.ts";

export const givenStances = [
  "supports",
  "partly",
  "opposes",
  "declined",
] as const satisfies readonly GivenStance[];

export const STATEMENT_MAX = 2_000;
const BY_MAX = 100;

/** To one demand. */
export interface GivenAnswer {
  demandId: number;
  stance: GivenStance;
  /** Plain; may be empty. */
  statement: string;
}

export interface Given {
  answers: GivenAnswer[];
  /** Who answers for the member; never published, may be empty. */
  by: string;
}

export type GivenProblem = "stance" | "nothing" | "statement" | "by" | "repeated";
/** By the name of the field. */
export type GivenProblems = Partial<Record<string, GivenProblem>>;
export type TypedGiven = Partial<Record<string, string>>;

export const stanceField = (demandId: number) => `stance-${demandId}`;
export const statementField = (demandId: number) => `statement-${demandId}`;

const wordsFor = (problem: GivenProblem) => ({ long: problem, odd: problem });

/** A demand may be left out where there are several; but no statement stands without a stance. */
const stance = (demandId: number) =>
  f.parsed((typed, fields): { stance: GivenStance | undefined } | { problem: GivenProblem } => {
    const word = givenStances.find((one) => one === typed.trim());
    if (word || (typed === "" && !fields.get(statementField(demandId))?.trim()))
      return { stance: word };
    return { problem: "stance" };
  });

/** Whether nothing is answered at all: neither a stance nor a statement. */
export const isSilent = (fields: URLSearchParams, demandIds: readonly number[]): boolean =>
  demandIds.every((id) =>
    [stanceField(id), statementField(id)].every((field) =>
      fields.getAll(field).every((typed) => typed.trim() === ""),
    ),
  );

/** @param demandIds those that the letter is about, in the order of the form */
export function readGiven(
  fields: URLSearchParams,
  demandIds: readonly number[],
): { typed: TypedGiven; given: Given } | { typed: TypedGiven; problems: GivenProblems } {
  const stances = Object.fromEntries(demandIds.map((id) => [stanceField(id), stance(id)]));
  const statements = Object.fromEntries(
    demandIds.map((id) => [statementField(id), f.plain(STATEMENT_MAX, wordsFor("statement"))]),
  );
  const chosen = f.readForm(fields, stances, "repeated");
  const written = f.readForm(fields, statements, "repeated");
  const name = f.readForm(fields, { by: f.text(BY_MAX, wordsFor("by")) }, "repeated");
  const typed = { ...chosen.typed, ...written.typed, ...name.typed };
  const problems = { ...chosen.problems, ...written.problems, ...name.problems };
  if (!chosen.values || !written.values || !name.values) return { typed, problems };
  const answers = demandIds.flatMap((demandId) => {
    const { stance } = chosen.values![stanceField(demandId)]!;
    const statement = written.values![statementField(demandId)]!;
    return stance ? [{ demandId, stance, statement }] : [];
  });
  if (answers.length === 0)
    return { typed, problems: { [stanceField(demandIds[0]!)]: oneOrMore(demandIds) } };
  return { typed, given: { answers, by: name.values.by } };
}

const oneOrMore = ({ length }: readonly number[]): GivenProblem =>
  length === 1 ? "stance" : "nothing";

/** What was given, as the form would have been typed. */
export const typedFrom = (answers: readonly GivenAnswer[], by: string): TypedGiven => ({
  by,
  ...Object.fromEntries(
    answers.flatMap(({ demandId, stance, statement }) => [
      [stanceField(demandId), stance],
      [statementField(demandId), statement],
    ]),
  ),
});
