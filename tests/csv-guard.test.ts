/** No spreadsheet takes a cell of ours for a formula. */
import { expect, test } from "vitest";

import { toCsv } from "#app/pages/csv.ts";

test("what a spreadsheet may take for a formula is a text, wide forms and lines before it included", () => {
  for (const sign of ["=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠"])
    expect([sign, toCsv([[`${sign}1`]])]).toEqual([sign, `"'${sign}1"\r\n`]);
  expect(toCsv([["a=1", 'say "so"', -1]])).toBe('"a=1","say ""so""",-1\r\n');
});
