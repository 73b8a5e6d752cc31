/** A petition of an earlier parliament, of which there are none. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { splitFile } from "../../pages/file-name.ts";
import { jsonProblem } from "../../pages/json.server.ts";
import { readPetitionId } from "../../pages/require-petition.server.ts";

export function loader({ params }: LoaderFunctionArgs): never {
  readPetitionId(splitFile(params.file).name);
  throw jsonProblem(404, "There is no such archived petition.");
}
