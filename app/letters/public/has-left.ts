/** Of a letter, whether a copy of it has left: one that was stopped may have reached nobody. */
import { sql } from "kysely";

export const hasLeft = sql<boolean>`
  exists (select from letter_copy c where c.letter_id = letter.id
             and c.state in ('sent', 'delivered', 'bounced', 'complained'))`;
