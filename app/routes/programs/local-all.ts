/** All petitions of a constituency, those that are closed among them. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { splitFile } from "../../pages/file-name.ts";
import { jsonProblem } from "../../pages/json.server.ts";
import { answerLocal } from "../../pages/local-petitions.server.ts";

export function loader({ context, params }: LoaderFunctionArgs) {
  const { name, ending } = splitFile(params.file);
  if (name !== "all") throw jsonProblem(404);
  return answerLocal(context, params.place!, ending, "all");
}
