/** The words of what an office gave: sealed with the version as their owner, for they may be private. */
import { givenVersionOwner } from "#db/sealed.ts";

import { type Keys, type Sealed, seal, unseal } from "../../keys.server.ts";

export interface Said {
  statement: string;
  by: string;
}

export interface VersionName {
  answerId: number;
  version: number;
}

const ownerOf = ({ answerId, version }: VersionName) => givenVersionOwner(answerId, version);

export const sealSaid = (keys: Keys, name: VersionName, { statement, by }: Said): Sealed =>
  seal(keys, ownerOf(name), JSON.stringify([statement, by]));

/** @returns undefined where the words are erased @throws Error when the key is not in the ring */
export function openSaid(
  keys: Keys,
  name: VersionName,
  { said, keyVersion }: { said: Buffer | null; keyVersion: number | null },
): Said | undefined {
  if (!said || keyVersion === null) return undefined;
  const text = unseal(keys, ownerOf(name), { bytes: said, keyVersion });
  const [statement, by] = JSON.parse(text) as [string, string];
  return { statement, by };
}
