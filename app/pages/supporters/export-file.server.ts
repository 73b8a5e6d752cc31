/** Exports of supporters as files: written line by line while they are read, and noted to their end. */
import { ReadableStream } from "node:stream/web";

import type { RequestContext } from "../../context.server.ts";
import { act } from "../../organisers/audit.server.ts";
import { beginExport, type ExportWish } from "../../supporters/export/begin-export.server.ts";
import { endExport } from "../../supporters/export/end-export.server.ts";
import { takeRemovals } from "../../supporters/export/take-removals.server.ts";
import { takeSupporters } from "../../supporters/export/take-supporters.server.ts";
import { dayOf } from "../../words/format.ts";
import { toCsv } from "../csv.ts";

type Tools = Pick<RequestContext, "db" | "keys" | "clock">;
type Organiser = { id: number };

/**
 * The columns go by the names that Action Network, NationBuilder and Mailchimp know or let one match; the name
 * stays in one column, as it was typed.
 */
const LIST = [
  ...["external_id", "email", "name", "postal_code", "country", "language"],
  ...["consented_at", "consent_version", "demands"],
];
const REMOVE = ["external_id", "email"];

/** @param demands those asked for */
export async function supportersFile(
  tools: Tools,
  organiser: Organiser,
  wish: Pick<ExportWish, "recipient" | "reason">,
  demands: readonly { id: number; slug: string }[],
): Promise<Response> {
  const { db, keys, clock } = tools;
  const demandIds = demands.map(({ id }) => id);
  const slugs = new Map(demands.map(({ id, slug }) => [id, slug]));
  const id = await begin(tools, organiser, { ...wish, kind: "list", demandIds });
  async function* lines() {
    yield toCsv([LIST]);
    for await (const portion of takeSupporters(db, keys, id, demandIds, clock))
      yield toCsv(
        portion.map((one) => [
          ...[one.id, one.address, one.name, one.postcode ?? "", one.country, one.locale],
          ...[one.consentedAt.toISOString(), one.consentVersion],
          one.demandIds.map((demand) => slugs.get(demand)!).join(","),
        ]),
      );
  }
  return fileOf(`supporters-${dayOf(clock())}-${id}.csv`, ended(tools, organiser, id, lines()));
}

export async function removalsFile(tools: Tools, organiser: Organiser): Promise<Response> {
  const { db, keys, clock } = tools;
  const wish = { kind: "remove", recipient: "", reason: "", demandIds: [] } as const;
  const id = await begin(tools, organiser, wish);
  async function* lines() {
    yield toCsv([REMOVE]);
    for await (const portion of takeRemovals(db, keys, id, clock))
      yield toCsv(portion.map((one) => [one.id, one.address ?? ""]));
  }
  return fileOf(`remove-${dayOf(clock())}-${id}.csv`, ended(tools, organiser, id, lines()));
}

async function begin({ db, clock }: Tools, { id: who }: Organiser, wish: ExportWish) {
  const now = clock();
  const { id } = await act(db, who, now, (tx) => beginExport(tx, wish, who, now));
  return id;
}

/** The same lines; how it ended is written down, also where the client goes or a line cannot be made. */
async function* ended(
  { db, clock }: Tools,
  { id: who }: Organiser,
  id: number,
  lines: AsyncGenerator<string>,
): AsyncGenerator<string> {
  let isWhole = false;
  try {
    yield* lines;
    isWhole = true;
  } finally {
    const now = clock();
    await act(db, who, now, async (tx) => ({
      said: "supporters-exported" as const,
      changed: await endExport(tx, id, isWhole, now),
    }));
  }
}

async function* encoded(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}

const fileOf = (name: string, lines: AsyncGenerator<string>): Response =>
  new Response(ReadableStream.from(encoded(lines)) as unknown as globalThis.ReadableStream, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
