/** Where programs send people who want to sign. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { seeOther } from "../../pages/answers.server.ts";
import { requirePetition } from "../../pages/require-petition.server.ts";
import { href } from "../../paths.ts";

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { slug } = await requirePetition({ db: context.reads }, params.id);
  return seeOther(context, href("/demands/:slug/sign", { slug }));
}
