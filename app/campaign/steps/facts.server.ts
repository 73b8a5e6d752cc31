/** How far a new deployment has come: what there is already, read in a few small queries. */
import { sql } from "kysely";

import type { Db } from "#db/connection.ts";
import { getMailState } from "#emails/mail-state.ts";

import type { Keys } from "../../keys.server.ts";
import { getCampaign } from "../settings.server.ts";
import { listMarks, PUT_AWAY, TEST_MAILED } from "./marks.server.ts";
import { keyLines, keyMark, listSteps, type Step, type StepFacts } from "./step.ts";

interface Counts {
  seats: number;
  areas: number;
  postcodes: boolean;
  members: number;
  addresses: number;
  organisers: number;
  demands: number;
}

/** Tables of thousands of rows at most; of postcodes only whether there are any. */
async function count(db: Db): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select coalesce((select sum(seats)::int from legislature), 0) as seats,
           (select count(*)::int from area) as areas,
           exists (select from postcode) as postcodes,
           (select count(*)::int from membership where ended_on is null) as members,
           (select count(distinct c.member_id)::int from member_contact c
              join membership m on m.member_id = c.member_id and m.ended_on is null) as addresses,
           (select count(*)::int from organiser) as organisers,
           (select count(*)::int from demand where state in ('open', 'closed')) as demands`.execute(
    db,
  );
  return rows[0]!;
}

/** @returns beside the facts whether somebody has put the first steps away, and whether a key was added since */
export async function getStepFacts(
  db: Db,
  keys: Pick<Keys, "digits">,
): Promise<{ facts: StepFacts; putAway: boolean; isKeyNew: boolean }> {
  const [campaign, counts, marks] = await Promise.all([getCampaign(db), count(db), listMarks(db)]);
  const test = marks.get(TEST_MAILED);
  const id = (test?.data as { mail?: string } | undefined)?.mail;
  const mail = id === undefined ? undefined : await getMailState(db, id);
  const facts: StepFacts = {
    ...counts,
    campaign,
    keys: keyLines(keys.digits).map((line) => {
      const mark = marks.get(keyMark(line));
      return { line, kept: mark && { at: mark.made_at, by: mark.organiser_id } };
    }),
    test: test && { at: test.made_at, mail },
  };
  const away = marks.get(PUT_AWAY);
  const seen = (away?.data as { keys?: string[] } | undefined)?.keys ?? [];
  const isKeyNew = facts.keys.some(({ line, kept }) => !kept && !seen.includes(line));
  return { facts, putAway: away !== undefined, isKeyNew };
}

/** Those that are still to be taken; once somebody has put them away none but the copy of a key that was added since. */
export async function listStepsLeft(db: Db, keys: Pick<Keys, "digits">): Promise<Step["id"][]> {
  const { facts, putAway, isKeyNew } = await getStepFacts(db, keys);
  const left = listSteps(facts).filter(({ state }) => state === "open" || state === "wrong");
  return left.map(({ id }) => id).filter((id) => !putAway || (id === "keys" && isKeyNew));
}
