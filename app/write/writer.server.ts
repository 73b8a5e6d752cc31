/** Somebody who may write to their member: by their link, with what they signed and where they live. */
import type { Db } from "#db/connection.ts";
import type { LocaleCode } from "#db/schema.ts";

import { takesSignings } from "../demands/demand.ts";
import { listDemandsById } from "../demands/get-demand.server.ts";
import { type Keys, linkToken, readLinkToken, unseal } from "../keys.server.ts";
import { type Person, type Sealing, unpackPerson } from "../signatures/person.ts";
import { type Addressee, getAddressee } from "./addressee.server.ts";

/** One letter to a member about a demand in this time. */
export const REST_DAYS = 30;
const DAY = 86_400_000;

export interface Writer extends Addressee {
  signer: Buffer;
  person: Person;
  /** What the writer has signed, is open, and has not written about lately. */
  demands: {
    id: number;
    slug: string;
    title: string;
    english: string;
    lang: LocaleCode | undefined;
  }[];
}

/** Made on the page of what is kept, which the mailed link opens; nothing else leads there. */
export const writeToken = (keys: Keys, signer: Buffer): string => linkToken(keys, "write", signer);

/** The signer key in such a link, or undefined when we did not make it. */
export const readWriteToken = (keys: Keys, token: string): Buffer | undefined =>
  readLinkToken(keys, "write", token);

/**
 * @returns undefined where nothing is signed any more, or there is no member who may be written to: no seat,
 * nobody who sits there, no address, or a member who takes no such letters
 */
export async function getWriter(
  { db, keys, locale, live }: { db: Db; keys: Keys; locale: LocaleCode; live: boolean },
  signer: Buffer,
  now: Date,
): Promise<Writer | undefined> {
  const signatures = await db
    .selectFrom("signature")
    .select(["demand_id", "person", "key_version", "place"])
    .where("signer_key", "=", signer)
    .$narrowType<Sealing>()
    .where("set_aside", "is", null)
    .orderBy("confirmed_at", "desc")
    .execute();
  const [newest] = signatures;
  const addressee = newest && (await getAddressee(db, newest.place, live));
  if (!newest || !addressee || addressee.isStopped) return undefined;
  const lately = await listLately(db, signer, addressee.memberId, now);
  const ids = signatures.map((one) => one.demand_id).filter((id) => !lately.has(id));
  const [shown, english] = await Promise.all([
    listDemandsById(db, ids, locale),
    listDemandsById(db, ids, "en"),
  ]);
  const sealed = { bytes: newest.person, keyVersion: newest.key_version };
  return {
    ...addressee,
    signer,
    person: unpackPerson(unseal(keys, signer, sealed)),
    demands: shown
      .filter((demand) => takesSignings(demand, now))
      .map(({ id, slug, title, lang }) => {
        return { id, slug, title, lang, english: english.find((one) => one.id === id)!.title };
      }),
  };
}

/** The demands about which somebody wrote to a member within the last weeks: confirmed, and not given back. */
export async function listLately(
  db: Db,
  signer: Buffer,
  memberId: number,
  now: Date,
): Promise<Set<number>> {
  const rows = await db
    .selectFrom("own_letter")
    .select("demand_id")
    .where("signer_key", "=", signer)
    .where("member_id", "=", memberId)
    .where("confirmed_at", ">", new Date(now.getTime() - REST_DAYS * DAY))
    .where("state", "not in", ["back", "given-back"])
    .execute();
  return new Set(rows.map(({ demand_id }) => demand_id));
}
