/** The form that moves a demand in the organisers' order. */
import * as f from "../../pages/read-form.ts";

const PROBLEM = "none";
const form = { demand: f.id(PROBLEM), way: f.choice(["up", "down"], PROBLEM) };

/** @returns undefined for what no form of ours sends */
export function readMove(fields: URLSearchParams): { id: number; way: "up" | "down" } | undefined {
  const { values } = f.readForm(fields, form, PROBLEM);
  return values && { id: values.demand, way: values.way };
}
