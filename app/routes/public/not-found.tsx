/** Every other address, and what the host refused. */
import type { LoaderFunctionArgs } from "@remix-run/node";

import { answer } from "../../pages/answers.server.ts";

export function loader({ context }: LoaderFunctionArgs): never {
  throw answer(context.refusal ?? 404);
}

export const action = loader;

export default function NotFound() {
  return null;
}
