/** There is no archive; what there was is among the demands. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { seeOther } from "../../pages/answers.server.ts";
import { href } from "../../paths.ts";

export const loader = ({ context }: LoaderFunctionArgs) => seeOther(context, href("/"));
