/** Tasks and pauses are stored as codes and data; the sentences are the pages' own. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `lock table organiser_task, mail_pause in access exclusive mode`,
  `alter table organiser_task add column data jsonb not null default '{}'`,
  `update organiser_task set data = case kind
      when 'mail-unknown' then
        jsonb_build_object('mails', substring(detail from '\\((\\d+)\\)')::integer)
      when 'bounces' then
        jsonb_build_object('bounced', substring(detail from '^(\\d+)')::integer,
                           'of', substring(detail from 'last (\\d+)')::integer)
      when 'letter-bounced' then
        jsonb_build_object('letter', split_part(subject, '/', 1)::integer,
                           'member', split_part(subject, '/', 2)::integer,
                           'problem', coalesce(substring(detail from '\\((.*)\\)\\. Their'), ''))
      else '{}' end`,
  // written by the version of the program that runs while this one is brought in
  `alter table organiser_task alter column detail drop not null`,

  `alter table mail_pause add column data jsonb not null default '{}'`,
  `update mail_pause set
      data = case when halted then
        jsonb_build_object('problem', coalesce(substring(reason from '\\((.*)\\)\\. All'), '')) else '{}' end,
      reason = case
        when halted and transport = 'smtp' then 'smtp-refused'
        when halted then 'resend-refused'
        when reason like '%for this day%' then 'daily-quota'
        when reason like '%for this month%' then 'monthly-quota'
        else 'rate' end`,
];
