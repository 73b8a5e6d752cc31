/** A letter's copies as CSV, a line for each mail of each; written into the audit log. */
import type { ActionFunctionArgs } from "@remix-run/node";

import { actFor } from "../../../pages/act-for.server.ts";
import { toCsv } from "../../../pages/csv.ts";
import { listAllCopies } from "../../../pages/letters/copy-list.server.ts";
import { csvFile } from "../../../pages/letters/csv-file.server.ts";
import { requireIntent, requireLetter } from "../../../pages/letters/letter-page.server.ts";
import { intentsOf } from "../../../paths.ts";
import { organiserOf } from "../../../pages/session.server.ts";
import { copyStates } from "../../../words/letters.ts";
import { copyHeads } from "../../../words/organise/letters.ts";

const at = (time: Date | null | undefined) => time?.toISOString() ?? "";

export async function action({ context, params }: ActionFunctionArgs) {
  const { db, config, fields, clock } = context;
  requireIntent(fields, intentsOf("/organise/letters/:id/export"));
  const letter = await requireLetter(context, params.id);
  const copies = await listAllCopies(db, letter, config.mail.live, clock());
  const rows = copies.flatMap((copy) => {
    const { constituency, memberId, name, party, state, tries, answeredOn } = copy;
    const one = [constituency, memberId, name, party, copyStates[state]];
    const mails = tries.length > 0 ? tries : [undefined];
    return mails.map((mail, index) => [
      ...one,
      mail ? index + 1 : "",
      mail?.address ?? copy.address ?? "",
      ...[mail?.leftAt, mail?.deliveredAt, mail?.bouncedAt, mail?.complainedAt].map(at),
      at(mail?.failedAt),
      answeredOn ?? "",
      mail?.problem ?? copy.problem ?? "",
    ]);
  });
  await actFor(context, organiserOf(context), clock(), () =>
    Promise.resolve({
      said: "sent-already",
      changed: {
        action: "letter.export",
        subject: `letter ${letter.id}`,
        after: { copies: copies.length },
      },
    }),
  );
  return csvFile(`letter-${letter.id}.csv`, toCsv([copyHeads, ...rows]));
}
