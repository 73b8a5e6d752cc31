/** The form that gives a file to import. */
import type { ImportKind } from "#db/schema.ts";

import * as form from "../../pages/read-form.ts";
import { kinds } from "./run.ts";

const fields = {
  kind: form.choice(kinds, "kind"),
  partOf: form.text(200, { long: "part", odd: "part" }),
};

export interface TypedUpload {
  kind: string;
  partOf: string;
}

export type UploadProblem = "kind" | "part" | "repeated";

/** @returns what is to be imported, or what is wrong with the fields, by field */
export function readUpload(
  sent: URLSearchParams,
):
  | { typed: TypedUpload; kind: ImportKind; partOf: string[] }
  | { typed: TypedUpload; problems: Partial<Record<keyof TypedUpload, UploadProblem>> } {
  const { typed, problems, values } = form.readForm(sent, fields, "repeated");
  if (!values) return { typed, problems };
  const partOf = values.partOf
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (partOf.length > 0 && values.kind !== "members")
    return { typed, problems: { partOf: "part" } };
  return { typed, kind: values.kind, partOf };
}
