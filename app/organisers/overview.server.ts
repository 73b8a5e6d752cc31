/** What an organiser should see first: what waits for a person, and how things stand. */
import { sql, type Transaction } from "kysely";

import type { Db } from "#db/connection.ts";
import type { Database } from "#db/schema.ts";
import { versionOf } from "#db/version-of.ts";
import { countTrouble, queueFigures } from "#emails/figures.ts";
import { getMailPause, resumeMail } from "#emails/pause.ts";

import { countWaitingAnswers } from "../answers/given/list-given.server.ts";
import { areStopped } from "../letters/held.server.ts";
import { listAlarms } from "../review/alarm.server.ts";
import { byTime } from "../signatures/by-time.ts";
import type { Deed } from "../words/deed.ts";
import { listTasks } from "./tasks.server.ts";

type TransportName = Parameters<typeof getMailPause>[1];

export async function getOverview(db: Db, transport: TransportName, now: Date) {
  const [tasks, alarms, pause, queue, trouble, demands, lettersStopped, answers] =
    await Promise.all([
      listTasks(db),
      listAlarms(db),
      getMailPause(db, transport, now),
      queueFigures(db, now),
      countTrouble(db, now),
      listNumbers(db, now),
      areStopped(db),
      countWaitingAnswers(db),
    ]);
  return {
    tasks,
    alarms,
    pause: pause && { ...pause, version: versionOf({ ...pause.reason }) },
    queue,
    trouble,
    demands,
    lettersStopped,
    answersWaiting: answers,
  };
}

interface DemandNumbers {
  id: number;
  title: string;
  count: number;
  day: number;
  held: number;
  withdrawn: number;
  invalidated: number;
}

/** Each demand's signatures, those of the last 24 hours (whole hours), and those that are not counted. */
async function listNumbers(db: Db, now: Date) {
  const { rows } = await sql<DemandNumbers>`
    select d.id, t.title, d.signature_count as count, d.held_count as held,
           (select count(*)::int from signature s
             where s.demand_id = d.id and s.set_aside = 'invalidated') as invalidated,
           (select coalesce(sum(c.number), 0)::int from tally_correction c
             where c.demand_id = d.id and c.reason in ('withdrawn', 'erased')) as withdrawn,
           coalesce((select sum(c.signature_count)::int from ${byTime} c
                      where c.demand_id = d.id
                        and c.at > ${now}::timestamptz - interval '24 hours'), 0) as day
      from demand d
      join demand_text t on t.demand_id = d.id and t.version = d.text_version and t.locale = 'en'
     where d.state in ('open', 'closed')
     order by d.signature_count desc, d.id`.execute(db);
  return rows;
}

/**
 * Lets mail leave again, after a quota was raised or a key corrected. `mail-stale`: it has stopped
 * since for another reason.
 * @param saw the version of the pause that the organiser saw (`getOverview`)
 */
export async function resumeAllMail(
  tx: Transaction<Database>,
  transport: TransportName,
  saw: string | undefined,
  now: Date,
): Promise<Deed> {
  const pause = await getMailPause(tx, transport, now);
  if (pause && saw !== versionOf({ ...pause.reason })) return { said: "mail-stale" };
  await resumeMail(tx, transport);
  return { said: "mail-resumed", changed: { action: "mail.resume", subject: transport } };
}
