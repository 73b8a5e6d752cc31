/** The form that begins a bulk work: why, and for many the number that it touches. */
import { checked, readForm, text } from "../../pages/read-form.ts";
import { TYPED_FROM } from "./bulk.ts";

/** As people write a number: with spaces, commas or points between thousands. */
const isNumber = (typed: string, number: number) =>
  typed.replace(/[\s,.’']/g, "") === String(number);

/** @param number of signatures in the set */
export const readBegin = (fields: URLSearchParams, number: number) =>
  readForm(
    fields,
    {
      reason: text(500, { empty: "reason-missing", long: "reason-long", odd: "reason-odd" }),
      number: checked(text(40, { long: "number-wrong", odd: "number-wrong" }), (typed) =>
        number <= TYPED_FROM || isNumber(typed, number) ? undefined : "number-wrong",
      ),
    },
    "repeated",
  );

export type TypedBegin = ReturnType<typeof readBegin>["typed"];
export type BeginProblems = ReturnType<typeof readBegin>["problems"];
