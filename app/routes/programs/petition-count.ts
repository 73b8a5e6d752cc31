/** The count alone: what every open page asks for. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { isAnswer } from "../../demands/life/timeline.ts";
import { listTimeline } from "../../demands/life/timeline.server.ts";
import { lastChange, petitionCount } from "../../demands/petition-json.ts";
import { jsonAnswer } from "../../pages/json.server.ts";
import { lastModified } from "../../pages/last-modified.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { reads: db } = context;
  const now = context.clock();
  const demand = await requirePetition({ db }, params.id);
  const updates = await listTimeline(db, demand.id, "en");
  const answered = updates.find(isAnswer)?.created_at ?? null;
  return jsonAnswer(petitionCount(demand, answered), {
    slug: demand.slug,
    changed: lastModified(lastChange(demand, updates), now),
  });
}
