/** Gathers all that is kept of a signer, from every table that can hold something of theirs. */
import type { NotNull } from "kysely";

import { SIGNING_DAYS } from "#db/partitions.ts";
import type { Db } from "#db/connection.ts";
import { type KeptMail, listLimits, listMailsTo } from "#emails/kept.ts";

import { type Keys, signerKey as keyOf, unseal } from "../../keys.server.ts";
import { openRecipient } from "../../mail/seal-to.server.ts";
import { canonicalAddress, inboxAddress } from "../address.ts";
import { type Person, type Sealing, unpackPerson } from "../person.ts";
import type { Held, HeldSignature, HeldSigning, HeldUpdateMail } from "./held.ts";
import { listNews } from "./list-news.server.ts";
import { listOutside } from "./list-outside.server.ts";

const DAY = 86_400_000;

/** @returns undefined when nothing is kept */
export async function getHeld(db: Db, keys: Keys, signerKey: Buffer): Promise<Held | undefined> {
  // comes first: one that becomes a number meanwhile is seen here, or else its address among those for news
  const signatures = await listSignatures(db, keys, signerKey);
  const [drafts, news, kept, updateMails, outside] = await Promise.all([
    listSignings(db, keys, signerKey),
    listNews(db, keys, signerKey),
    listMailsTo(db, signerKey),
    listUpdateMails(db, signerKey),
    listOutside(db, keys, signerKey),
  ]);
  const signings = drafts.map((one) => ({
    ...one,
    isConfirmed: one.demandIds.every((demand) =>
      signatures.some((given) => given.demandId === demand && isGivenBy(one, given)),
    ),
  }));
  const mails = kept.map(({ recipient, ...mail }) => ({
    ...mail,
    address: addressIn(keys, { recipient, ...mail }),
  }));
  const people = [...signatures, ...signings];
  const addresses = [
    ...new Set(
      [...people, ...news, ...mails]
        .flatMap(({ address }) => address ?? [])
        .concat(outside.invitesTo),
    ),
  ];
  const inboxKeys = addresses
    .map((address) => keyOf(keys, inboxAddress(canonicalAddress(address))))
    .filter((key) => !key.equals(signerKey));
  const limits = await listLimits(db, [signerKey, ...inboxKeys]);
  const all =
    people.length + news.length + mails.length + limits.allowances.length + limits.bars.length;
  const { given, removalUntil, invitedAt, invitesTo, ownLetters } = outside;
  const listed = given.length + invitesTo.length + ownLetters.length;
  const isOutside = listed > 0 || removalUntil || invitedAt;
  if (all + updateMails.length === 0 && !isOutside) return undefined;
  const updates = news.length > 0 || people.some((one) => one.updates);
  const person = people[0];
  return {
    signerKey,
    inboxKeys,
    addresses,
    person,
    updates,
    signatures,
    signings,
    news,
    mails,
    updateMails,
    ...limits,
    ...outside,
  };
}

/** What was invalidated is given anew by a later form, which is not confirmed until then. */
const isGivenBy = (form: Pick<HeldSigning, "createdAt">, given: HeldSignature): boolean =>
  given.standing !== "invalidated" || form.createdAt <= given.consentedAt;

/** The newest first. */
async function listSignatures(db: Db, keys: Keys, signerKey: Buffer): Promise<HeldSignature[]> {
  const rows = await db
    .selectFrom("signature")
    .selectAll()
    .where("signer_key", "=", signerKey)
    .$narrowType<Sealing & { locale: NotNull; consent_version: NotNull; consented_at: NotNull }>()
    .orderBy("confirmed_at", "desc")
    .orderBy("demand_id")
    .execute();
  return rows.map((row) => ({
    ...personIn(keys, row),
    demandId: row.demand_id,
    place: row.place,
    locale: row.locale,
    textVersion: row.text_version,
    consentVersion: row.consent_version,
    updates: row.updates,
    consentedAt: row.consented_at,
    confirmedAt: row.confirmed_at,
    standing: row.set_aside ?? "counted",
    source: row.source,
  }));
}

/** The newest first. */
async function listSignings(
  db: Db,
  keys: Keys,
  signerKey: Buffer,
): Promise<Omit<HeldSigning, "isConfirmed">[]> {
  const rows = await db
    .selectFrom("signing")
    .selectAll()
    .where("signer_key", "=", signerKey)
    .orderBy("id", "desc")
    .execute();
  const networks = await listNetworks(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...personIn(keys, row),
    id: row.id,
    demandIds: row.demand_ids,
    place: row.place,
    locale: row.locale,
    textVersions: row.text_versions,
    consentVersion: row.consent_version,
    updates: row.updates,
    createdAt: row.created_at,
    source: row.source,
    network: networks.get(row.id) ?? null,
    // a day is dropped as a whole, in the night after its last one is old enough
    keptUntil: new Date(row.created_at.getTime() + (SIGNING_DAYS + 1) * DAY),
  }));
}

/** From which network forms were confirmed, as far as it is known, by their ids. */
async function listNetworks(db: Db, signings: string[]): Promise<Map<string, string>> {
  if (signings.length === 0) return new Map();
  const rows = await db
    .selectFrom("network_signing")
    .select(["signing_id", "network"])
    .where("signing_id", "in", signings)
    .execute();
  return new Map(rows.map(({ signing_id, network }) => [signing_id, network]));
}

/** The newest first. */
async function listUpdateMails(db: Db, signerKey: Buffer): Promise<HeldUpdateMail[]> {
  return db
    .selectFrom("supporter_mail")
    .select(["update_id as update", "mailed_at as at"])
    .where("signer_key", "=", signerKey)
    .orderBy("mailed_at", "desc")
    .execute();
}

/** Of a row of either table: what is sealed moves from one to the other as it is. */
export function personIn(
  keys: Keys,
  row: { signer_key: Buffer; person: Buffer; key_version: number },
): Person {
  const sealed = { bytes: row.person, keyVersion: row.key_version };
  return unpackPerson(unseal(keys, row.signer_key, sealed));
}

/** Undefined where its key is not in the ring any more: the row is still there to be seen and erased. */
function addressIn(keys: Keys, mail: KeptMail): string | undefined {
  try {
    return openRecipient(keys, mail);
  } catch {
    return undefined;
  }
}
