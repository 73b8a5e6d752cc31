/** All that is stored of a signer, as a file. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { getNotedUntil } from "../../signatures/erasures/noted-until.server.ts";
import { exportHeld } from "../../signatures/manage/export.ts";
import { getHeld } from "../../signatures/manage/get-held.server.ts";
import { readSignerLink } from "../../signatures/manage/link.server.ts";
import { answer } from "../../pages/answers.server.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { db, keys } = context;
  const signer = readSignerLink(keys, "manage", params.token ?? "");
  if (!signer) throw answer(404);
  const held = await getHeld(db, keys, signer);
  return Response.json(exportHeld(held, await getNotedUntil(db, keys, signer)), {
    headers: { "Content-Disposition": 'attachment; filename="my-signatures.json"' },
  });
}
