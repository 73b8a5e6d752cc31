/** The open petitions of a constituency. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { splitFile } from "../../pages/file-name.ts";
import { answerLocal } from "../../pages/local-petitions.server.ts";

export function loader({ context, params }: LoaderFunctionArgs) {
  const { name, ending } = splitFile(params.file);
  return answerLocal(context, name, ending, "open");
}
