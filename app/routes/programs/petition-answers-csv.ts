/** What members say of a petition, as CSV. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { readDemandRecord } from "../../answers/record/demand-record.server.ts";
import { recordCsv } from "../../pages/answer/record-files.ts";
import { csvAnswer } from "../../pages/json.server.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const { id } = await requirePetition({ db }, params.id);
  return csvAnswer(recordCsv(await readDemandRecord(db, id)));
}
