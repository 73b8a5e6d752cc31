/** Recognises a broken constraint by its name; nothing else looks at Postgres's error codes. */
import pg from "pg";

export type Constraint =
  | "demand_slug_once"
  | "organiser_email_once"
  | "membership_seat_held_once"
  | "membership_member_holds_one";

/** Whether `error` says that exactly this constraint refused the row. */
export function breaks(error: unknown, constraint: Constraint): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}
