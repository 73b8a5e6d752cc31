/** Where signers and mail domains are named. tests/keys-leaked.test.ts finds a column that is missing here. */
import type { Database } from "./schema.ts";

/** What becomes of a name. */
export interface Renewing {
  signer: (name: Buffer) => Buffer;
  /** In decimal, as domains' names are longer than a number of JavaScript. */
  domain: (name: string) => string;
}

/** A column that has names in it. Rows where it is null have none. */
export interface NamedColumn {
  /** As it is read and written: bytes as they are, all else as text. */
  type: "bytea" | "bigint" | "jsonb" | "text";
  /** @param row its other columns that are read, `beside` included */
  renew: (value: never, by: Renewing, row: Record<string, unknown>) => unknown;
}

export interface NamedTable {
  table: keyof Database;
  columns: Readonly<Record<string, NamedColumn>>;
  beside?: readonly string[];
}

const signer: NamedColumn = { type: "bytea", renew: (name: Buffer, by) => by.signer(name) };
const domain: NamedColumn = { type: "bigint", renew: (name: string, by) => by.domain(name) };

/** What a column of JSON has in it, where it has any. */
const within = <Value>(renew: (value: Value, by: Renewing) => Value): NamedColumn => ({
  type: "jsonb",
  renew: (text: string, by) => JSON.stringify(renew(JSON.parse(text) as Value, by)),
});

const params = within<{ signer?: string }>((value, by) =>
  value.signer === undefined
    ? value
    : {
        ...value,
        signer: by.signer(Buffer.from(value.signer, "base64url")).toString("base64url"),
      },
);

const conditions = within<{ domain?: string }>((value, by) =>
  value.domain === undefined ? value : { ...value, domain: by.domain(value.domain) },
);

const facts = within<{ kind?: string; names?: { key: string }[] }>((value, by) =>
  value.kind === "domain" || value.kind === "new-domains"
    ? { ...value, names: value.names?.map((one) => ({ ...one, key: by.domain(one.key) })) }
    : value,
);

export const namedTables: readonly NamedTable[] = [
  { table: "signing", columns: { signer_key: signer, inbox_key: signer, domain_key: domain } },
  { table: "signature", columns: { signer_key: signer, domain_key: domain } },
  { table: "news_address", columns: { signer_key: signer } },
  { table: "erasure", columns: { name: signer } },
  { table: "review_signature", columns: { signer_key: signer } },
  { table: "domain_rule", columns: { domain_key: domain } },
  { table: "review", columns: { conditions } },
  { table: "alarm", columns: { facts } },
  {
    table: "velocity",
    columns: {
      key: {
        type: "text",
        renew: (key: string, by, row) => (row["kind"] === "domain" ? by.domain(key) : key),
      },
    },
    beside: ["kind"],
  },
  {
    table: "organiser_task",
    // an alarm's facts
    columns: {
      data: {
        ...facts,
        renew: (data, by, row) => (row["kind"] === "stuffing" ? facts.renew(data, by, row) : data),
      },
    },
    beside: ["kind"],
  },
  { table: "mail_message", columns: { recipient_key: signer, params } },
  { table: "mail_allowance", columns: { signer_key: signer } },
  { table: "link_allowance", columns: { inbox_key: signer } },
  { table: "suppression", columns: { signer_key: signer } },
  { table: "supporter_mail", columns: { signer_key: signer } },
  { table: "exported_supporter", columns: { external_id: signer, signer_key: signer } },
  { table: "invite", columns: { signer_key: signer, inbox_key: signer } },
  { table: "invited", columns: { inbox_key: signer, signer_key: signer } },
  { table: "own_letter", columns: { signer_key: signer } },
  { table: "organiser", columns: { email_key: signer } },
  { table: "organiser_invitation", columns: { email_key: signer } },
];
