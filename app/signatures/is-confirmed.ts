/** What a signature tells of the form that it may have been made by, or may be made by. */
import { type RawBuilder, sql } from "kysely";

/**
 * Of a signature `g`, whether it was invalidated by a bulk work that was asked for after the form was sent: then the
 * link of that form is spent. Whoever made up signatures would else follow their links once more.
 */
export const isSpent = (sentAt: RawBuilder<unknown>): RawBuilder<boolean> => sql`
  coalesce(g.set_aside = 'invalidated' and exists (
    select from review r where r.id = g.review_id and r.created_at >= ${sentAt}), false)`;

/** Of a form `s` and a signature `g` of its signer: whether the form has nothing to confirm there any more. */
export const isConfirmed = sql<boolean>`
  (g.set_aside is distinct from 'invalidated' or ${isSpent(sql`s.created_at`)})`;
