/** Lets organisers in to their paths, before a route runs and before a file is read. */
import type { IncomingMessage } from "node:http";

import { describeFault, makeReference } from "../fault.server.ts";
import { href } from "../paths.ts";
import type { Asking } from "./asking.ts";
import type { HostTools, SignInAgain } from "./given.ts";
import type { Redirect } from "./redirects.server.ts";
import type { Refuse } from "./refusals.server.ts";
import { isMultipart } from "./bodies/take-upload.server.ts";
import type { WholeAnswer } from "./whole-answer.server.ts";

interface Answers {
  refuse: Refuse;
  redirect: Redirect;
  /** The sign-in page, which keeps the form that was sent. */
  keepWaiting: (req: IncomingMessage, asking: Asking, why: SignInAgain) => Promise<WholeAnswer>;
}

/** @returns has organisers let in, or gives the answer to who is not one */
export function createAdmission(
  tools: Pick<HostTools, "admit" | "tellAway" | "isReady" | "log">,
  { refuse, redirect, keepWaiting }: Answers,
): (req: IncomingMessage, asking: Asking) => Promise<WholeAnswer | undefined> {
  async function admit(req: IncomingMessage, asking: Asking) {
    const { address, method, facts } = asking;
    const { row, pattern } = address;
    const cookie = req.headers.cookie ?? "";
    const admitted = await tools.admit({ row, method, cookie, fields: facts.fields });
    if ("to" in admitted) return redirect(facts.prefix + admitted.to, { pattern, method });
    if ("signInAgain" in admitted) {
      // a file cannot wait in a page
      if (isMultipart(req.headers["content-type"]))
        return redirect(facts.prefix + href("/organise/sign-in"), { pattern, method });
      return keepWaiting(req, asking, admitted.signInAgain);
    }
    facts.organiser = admitted;
    return undefined;
  }

  async function failedToAdmit(asking: Asking, error: unknown): Promise<WholeAnswer> {
    if (tools.tellAway(error)) return refuse(asking, 503);
    const reference = makeReference();
    tools.log.error({ reference, ...describeFault(error) }, "it is not known who asks");
    asking.facts.reference = reference;
    return refuse(asking, (await tools.isReady()) ? 500 : 503);
  }

  return (req, asking) =>
    admit(req, asking).catch((error: unknown) => failedToAdmit(asking, error));
}
