/** Where sealed values stand, and what each is bound to. A column `key_version` beside it names the key. */
import type { Database } from "./schema.ts";
import { uuidBytes } from "./uuid.ts";

/** A sealed value's row: its key, and what else its owner is made of. */
export type SealedRow = Record<string, unknown>;

export interface SealedColumn {
  table: keyof Database;
  /** Null where there is nothing (any more). */
  column: string;
  /** The columns of the primary key, in its order, with their types. */
  key: Readonly<Record<string, "int" | "uuid" | "bytea">>;
  /** Further columns that the owner is made of. */
  beside: readonly string[];
  /** The bytes that unsealing needs: what is sealed cannot be moved to another row. */
  ownerOf: (row: SealedRow) => Uint8Array;
}

const byColumn = (column: string) => (row: SealedRow) => row[column] as Buffer;
const byId = (row: SealedRow) => uuidBytes(row["id"] as string);

export const inboundMailOwner = (id: number): Buffer => Buffer.from(`inbound mail ${id}`);

export function givenVersionOwner(answerId: number, version: number): Buffer {
  const owner = Buffer.alloc(8);
  owner.writeUInt32BE(answerId);
  owner.writeUInt32BE(version, 4);
  return owner;
}

/** The mail of an update holds its signer's own sealed row. */
const mailOwner = (row: SealedRow) =>
  row["kind"] === "update" ? byColumn("recipient_key")(row) : byId(row);

/**
 * All of them, what is copied before what it is copied to: a signing becomes signatures, a signature an
 * address for news, and either the address of an update's mail. tests/keys-rotate.test.ts finds a table that is missing here.
 */
export const sealedColumns: readonly SealedColumn[] = [
  {
    ...{ table: "signing", column: "person", key: { id: "uuid" }, beside: ["signer_key"] },
    ownerOf: byColumn("signer_key"),
  },
  {
    ...{ table: "signature", column: "person", key: { signer_key: "bytea", demand_id: "int" } },
    ...{ beside: [], ownerOf: byColumn("signer_key") },
  },
  {
    ...{ table: "news_address", column: "address" },
    ...{ key: { signer_key: "bytea", demand_id: "int" }, beside: [] },
    ownerOf: byColumn("signer_key"),
  },
  {
    ...{ table: "invite", column: "address", key: { list_id: "int", place: "int" } },
    ...{ beside: ["signer_key"], ownerOf: byColumn("signer_key") },
  },
  {
    ...{ table: "mail_message", column: "recipient", key: { id: "uuid" } },
    ...{ beside: ["kind", "recipient_key"], ownerOf: mailOwner },
  },
  {
    ...{ table: "own_letter", column: "letter", key: { id: "uuid" }, beside: [] },
    ownerOf: byId,
  },
  {
    ...{ table: "organiser", column: "email", key: { id: "int" }, beside: ["email_key"] },
    ownerOf: byColumn("email_key"),
  },
  {
    ...{ table: "organiser_invitation", column: "email", key: { id: "uuid" } },
    ...{ beside: ["email_key"], ownerOf: byColumn("email_key") },
  },
  {
    ...{ table: "inbound_mail", column: "sealed", key: { id: "int" }, beside: [] },
    ownerOf: (row) => inboundMailOwner(row["id"] as number),
  },
  {
    ...{ table: "given_version", column: "said", key: { answer_id: "int", version: "int" } },
    beside: [],
    ownerOf: (row) => givenVersionOwner(row["answer_id"] as number, row["version"] as number),
  },
];
