/** The description of all that programs can read (OpenAPI 3.1). */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { jsonAnswer } from "../../pages/json.server.ts";
import { describePrograms } from "../../pages/openapi/document.ts";
import { programsSite } from "../../pages/site.server.ts";

export const loader = ({ context }: LoaderFunctionArgs) =>
  jsonAnswer(describePrograms(programsSite(context)));
