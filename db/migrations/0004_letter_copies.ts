/** A member's copy of a letter holds its own state and text, so that the outbox forgets letters like any other mail. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // at the beginning, so that no statement of the site holds it and waits for what this holds
  `lock table letter_copy in access exclusive mode`,
  `alter table letter_copy
    add column state text,
    -- as mailed; null before
    add column subject text,
    add column body text,
    add column problem text`,
  `update letter_copy c set
      state = case when c.left_out is not null then c.left_out
                   when c.mail_id is null then 'waiting'
                   when m.id is null then 'sent'
                   when m.state in ('queued', 'sending') then 'queued'
                   else m.state end,
      subject = m.params ->> 'subject', body = m.params ->> 'body',
      problem = m.problem
    from letter_copy o left join mail_message m on m.id = o.mail_id
    where o.letter_id = c.letter_id and o.member_id = c.member_id`,
  `alter table letter_copy
    alter column state set not null,
    add constraint letter_copy_state check (state in ('waiting', 'queued', 'sent', 'delivered',
      'bounced', 'complained', 'failed', 'unknown', 'recent', 'no-address', 'no-seat', 'cancelled')),
    add constraint letter_copy_text check ((subject is null) = (body is null))`,
  // for the version of the program that runs while this one is brought in: its pages read it rightly,
  // and what it would write is refused, so that no copy is mailed by both
  `alter table letter_copy drop column left_out`,
  `alter table letter_copy add column left_out text generated always as
    (case when state in ('recent', 'no-address', 'no-seat', 'cancelled') then state end) stored`,
  // the copies still to be released
  `create index letter_copy_waiting on letter_copy (letter_id, position) where state = 'waiting'`,
];
