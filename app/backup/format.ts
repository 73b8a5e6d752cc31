/**
 * What is in a backup, once it is deciphered and unzipped: lines of text. A head (JSON); for each table a line of
 * JSON that names it, its rows as `COPY … TO STDOUT` writes them, and `\.`; last a foot (JSON).
 */
import * as v from "valibot";

/** Told to a person as it is. */
export class BackupFault extends Error {
  override name = "BackupFault";
}

const head = v.object({
  format: v.literal(1),
  /** `erasures`: of one table alone. */
  kind: v.picklist(["whole", "erasures"]),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Those that had run, in their order. */
  migrations: v.array(v.string()),
  /** By version, what tells the keys that it was sealed with from others (`Keys.digits`). */
  keys: v.record(v.string(), v.string()),
  /** Versions of those that named signers, in their order: the first one, then those that were marked after a leak. */
  naming: v.array(v.number()),
});
export type Head = v.InferOutput<typeof head>;

const tableHead = v.object({ table: v.string(), columns: v.array(v.string()) });
export type TableHead = v.InferOutput<typeof tableHead>;

const foot = v.object({
  /** By table; the server counted them as it wrote them. */
  rows: v.record(v.string(), v.number()),
  /** The last number that each sequence had given; 0 of one that had given none. Empty in a list of erasures. */
  sequences: v.record(v.string(), v.number()),
});
export type Foot = v.InferOutput<typeof foot>;

export const END_OF_ROWS = Buffer.from("\\.\n");

export const lineOf = (value: Head | TableHead | Foot): Buffer =>
  Buffer.from(`${JSON.stringify(value)}\n`);

/** @throws BackupFault where it is not what this program writes */
function read<T>(schema: v.GenericSchema<unknown, T>, line: string | undefined): T {
  try {
    return v.parse(schema, JSON.parse(line ?? ""));
  } catch {
    throw new BackupFault(
      "This is not a backup as this program writes it, or one of a later version of it.",
    );
  }
}

export const readHead = (line: string | undefined): Head => read<Head>(head, line);

export const readTableOrFoot = (line: string | undefined): TableHead | Foot =>
  read<TableHead | Foot>(v.union([tableHead, foot]), line);
