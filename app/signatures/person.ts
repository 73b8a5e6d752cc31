/** What is known of a signer; stored only sealed. */

export interface Person {
  name: string;
  /** As typed, with its domain in ASCII: this is what mail is sent to. */
  address: string;
  /** Compact form; null for signers abroad. */
  postcode: string | null;
}

/** Of a signature that is a person's, and no number yet. */
export interface Sealing {
  person: Buffer;
  key_version: number;
}

/** Short keys: this is sealed once for every signature. */
export const packPerson = ({ name, address, postcode }: Person): string =>
  JSON.stringify([name, address, postcode]);

export function unpackPerson(packed: string): Person {
  const [name, address, postcode] = JSON.parse(packed) as [string, string, string | null];
  return { name, address, postcode };
}
