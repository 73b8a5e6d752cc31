/** What a press beside one member's copy does. */
import type { RequestContext } from "../../context.server.ts";
import type { Admitted } from "../../host/given.ts";
import { leaveOut, putBack, sayLeftOut } from "../../letters/steering/leave-out.server.ts";
import { sendCopyAgain } from "../../letters/steering/send-copy-again.server.ts";
import { dropTask } from "../../organisers/tasks.server.ts";
import type { Deed } from "../../words/deed.ts";
import { actFor } from "../act-for.server.ts";

/**
 * @param member one who is, or may come to be, among those the letter is for
 * @param saw the version of the copy that was seen, for `again`
 */
export async function doCopyDeed(
  context: RequestContext,
  organiser: Admitted,
  intent: "leave-out" | "put-back" | "again",
  id: number,
  member: number,
  saw: string | undefined,
): Promise<Deed> {
  const { db, clock } = context;
  const now = clock();
  switch (intent) {
    case "leave-out": {
      const done = await actFor(context, organiser, now, (tx) =>
        leaveOut(tx, id, member, organiser.id, now),
      );
      return sayLeftOut(db, id, member, done);
    }
    case "put-back":
      return actFor(context, organiser, now, (tx) => putBack(tx, id, member, now));
    case "again":
      return actFor(context, organiser, now, async (tx) => {
        const done = await sendCopyAgain(tx, id, member, saw, now);
        const task = { kind: "letter-bounced", subject: done.task } as const;
        if (done.changed) await dropTask(tx, task, now);
        return done;
      });
  }
}
