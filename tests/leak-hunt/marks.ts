/** What is typed, and looked for afterwards. */
import { signerKey } from "#app/keys.server.ts";
import { canonicalAddress } from "#app/signatures/address.ts";

import { STEM } from "../support/leaks.ts";
import { testKeys } from "../support/signers.ts";

export const SLUG = "free-the-prisoners";
export const NETWORK = "198.51.100.77";
export const POSTCODE = "ZE2 7QX";
/** The mark in letters of another script, which are escaped more often than others. */
export const CYRILLIC = "Жщъыфцэхй";
/** What stands in clear until it was imported or thrown away: Postgres's own files hold it for longer. */
export const GIVEN = "jwxqkzyvqq";
/** What is left on purpose, so that it must be found. */
export const LEFT = "qjzzwkxvqy";

export const at = (who: string) => `${STEM}${who}@example.org`;
export const keyOf = (address: string) => signerKey(testKeys, canonicalAddress(address));
