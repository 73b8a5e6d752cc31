/** The campaign's settings as they are kept: each change is a version of its own, and the last one stands. */
import type { Db } from "#db/connection.ts";
import { named } from "#db/named.ts";
import type { Row } from "#db/schema.ts";

import type { Deed } from "../words/deed.ts";
import type { Campaign } from "./campaign.ts";

/** What stands before anything is kept. */
export const NOTHING_SAID: Campaign = {
  version: 0,
  names: {},
  email: undefined,
  address: undefined,
  telephone: undefined,
  sender: undefined,
};

const ofRow = (row: Row<"campaign_setting">): Campaign => ({
  version: row.version,
  names: row.names,
  email: row.email ?? undefined,
  address: row.address ?? undefined,
  telephone: row.telephone ?? undefined,
  sender: row.sender ?? undefined,
});

export async function getCampaign(db: Db): Promise<Campaign> {
  const query = db.selectFrom("campaign_setting").selectAll().orderBy("version", "desc").limit(1);
  const [row] = await named("campaign", query).execute(db);
  return row ? ofRow(row) : NOTHING_SAID;
}

/** As it was in a version; undefined where there is none. */
export async function getCampaignAt(db: Db, version: number): Promise<Campaign | undefined> {
  const row = await db
    .selectFrom("campaign_setting")
    .selectAll()
    .where("version", "=", version)
    .executeTakeFirst();
  return row && ofRow(row);
}

type Values = Omit<Campaign, "version">;

/** @returns whether they are kept: not when somebody has kept others of the same version */
async function keep(
  db: Db,
  { names, ...values }: Values,
  version: number,
  organiserId: number | null,
  now: Date,
): Promise<boolean> {
  const kept = await db
    .insertInto("campaign_setting")
    .values({
      version,
      names: JSON.stringify(names),
      email: values.email ?? null,
      address: values.address ?? null,
      telephone: values.telephone ?? null,
      sender: values.sender ?? null,
      organiser_id: organiserId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column("version").doNothing())
    .returning("version")
    .executeTakeFirst();
  return kept !== undefined;
}

/**
 * An organiser changes some of it. `settings-stale`: somebody else has changed the settings since.
 * @param saw the version that the organiser saw
 */
export async function saveCampaign(
  tx: Db,
  changed: Partial<Values>,
  saw: string | undefined,
  organiserId: number,
  now: Date,
): Promise<Deed> {
  const { version, ...before } = await getCampaign(tx);
  if (saw !== String(version)) return { said: "settings-stale" };
  const after = { ...before, ...changed };
  const names = Object.keys(changed) as (keyof Values)[];
  const linesOf = (values: Values) =>
    Object.fromEntries(
      names
        .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
        .map((name) => [name, values[name] ?? null]),
    );
  const changes = linesOf(after);
  if (Object.keys(changes).length === 0) return { said: "settings-same" };
  if (!(await keep(tx, after, version + 1, organiserId, now))) return { said: "settings-stale" };
  return {
    said: "settings-kept",
    changed: {
      action: "settings.change",
      subject: "campaign",
      before: linesOf(before),
      after: changes,
    },
  };
}

/** What a start brings along for settings that nobody has made yet. */
export interface FirstValues {
  name: string | undefined;
  email: string | undefined;
  address: string | undefined;
  telephone: string | undefined;
  sender: string | undefined;
}

const optional = ["telephone", "sender"] as const;

/** What of them was ever kept: an organiser may have emptied it since. */
async function everKept(db: Db): Promise<Set<(typeof optional)[number]>> {
  const rows = await db.selectFrom("campaign_setting").select(optional).execute();
  return new Set(optional.filter((name) => rows.some((row) => row[name] !== null)));
}

/**
 * Keeps what the environment says where nothing was ever kept of it; what is kept stays, and what was
 * emptied stays empty. Safe in several processes at once.
 * @returns whether anything was kept
 */
export async function keepFirstValues(db: Db, first: FirstValues, now: Date): Promise<boolean> {
  const { version, ...kept } = await getCampaign(db);
  const { name, ...others } = first;
  const known = await everKept(db);
  const names = kept.names.en === undefined && name !== undefined ? { en: name } : {};
  const filled: Values = {
    names: { ...kept.names, ...names },
    email: kept.email ?? others.email,
    address: kept.address ?? others.address,
    telephone: known.has("telephone") ? kept.telephone : others.telephone,
    sender: known.has("sender") ? kept.sender : others.sender,
  };
  if (version > 0 && JSON.stringify(filled) === JSON.stringify(kept)) return false;
  if (await keep(db, filled, version + 1, null, now)) return true;
  return keepFirstValues(db, first, now);
}
