/** Opens what somebody wrote to their member. */
import type { Row } from "#db/schema.ts";
import { uuidBytes } from "#db/uuid.ts";

import { type Keys, unseal } from "../../keys.server.ts";
import { type OwnLetter, unpackOwnLetter } from "./own-letter.ts";

type Columns = Pick<Row<"own_letter">, "id" | "letter" | "key_version">;

/** @returns undefined once it is erased */
export function openOwnLetter(
  keys: Keys,
  { id, letter, key_version }: Columns,
): OwnLetter | undefined {
  if (letter === null) return undefined;
  return unpackOwnLetter(unseal(keys, uuidBytes(id), { bytes: letter, keyVersion: key_version }));
}
