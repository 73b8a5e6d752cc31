/** Which versions of the keys the database was filled with, so that a start sees whether its ring opens it. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const sealedIn = [
  ...["signature", "signing", "mail_message", "organiser", "organiser_invitation", "invite"],
  ...["own_letter", "given_version", "inbound_mail", "news_address"],
];

const statements = [
  `create table ring_key (
    version smallint primary key check (version > 0),
    -- a keyed digest that tells another key under the same version; null until a start has shown the key
    digest bytea check (octet_length(digest) = 16),
    -- signers are named with it, on top of those before; the last of these signs links
    names boolean not null default false,
    -- when a site first started with it; null while none has
    served_at timestamptz,
    -- when nothing that it seals was left; null while there may be something
    unused_since timestamptz
  )`,
  `insert into ring_key (version)
    ${sealedIn.map((table) => `select key_version from ${table} where key_version is not null`).join(" union ")}`,
];
