/** What members say of a petition, as JSON. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { readDemandRecord } from "../../answers/record/demand-record.server.ts";
import { recordJson } from "../../pages/answer/record-files.ts";
import { jsonAnswer } from "../../pages/json.server.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db, config } = context;
  const { id } = await requirePetition({ db }, params.id);
  const self = config.origin + href("/petitions/:id/answers.json", { id });
  return jsonAnswer(recordJson(self, await readDemandRecord(db, id)));
}
