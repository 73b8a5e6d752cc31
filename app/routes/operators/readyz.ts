/** Whether the database answers and its schema is current; and what else an operator should know. */
import type { LoaderFunctionArgs } from "@remix-run/node";

export async function loader({ context }: LoaderFunctionArgs) {
  if (!(await context.isReady())) return told("not ready", 503);
  const made = await context.areDaysMade();
  return told(
    made
      ? "ready"
      : "ready, but the days ahead are not made: is a worker running, and is the clock right?",
    200,
  );
}

const told = (line: string, status: number) =>
  new Response(`${line}\n`, { status, headers: { "Content-Type": "text/plain" } });
