/** What a start says to a person: in the demo where to look and how to get in, else what is still missing. */
import { lackingForMail } from "../campaign/campaign.ts";
import type { AppContext } from "../context.server.ts";
import { describeFault } from "../fault.server.ts";
import { hasOrganiser } from "../organisers/add-organiser.server.ts";
import { makeFirstLink } from "../organisers/sign-in-link.server.ts";
import { href } from "../paths.ts";

type Given = Pick<AppContext, "config" | "campaign" | "db" | "keys" | "clock" | "log" | "tellAway">;

/** The site serves by then, and goes on whatever becomes of this. */
export async function announce(context: Given): Promise<void> {
  const { config, log, tellAway } = context;
  try {
    if (!config.demo) await sayWhatIsMissing(context);
    else if (config.role !== "worker") await sayWhereToLook(context);
  } catch (error) {
    if (!tellAway(error))
      log.warn(describeFault(error), "it could not be looked up what is still missing");
  }
}

async function sayWhereToLook({ config, db, keys, clock }: Given): Promise<void> {
  console.log(`\n  The demands:  ${config.origin}/`);
  if (config.mail.transport === "mailbox")
    console.log(`  The mailbox:  ${config.origin}${href("/mailbox")}`);
  const first = await makeFirstLink(db, keys, clock());
  if (first) {
    console.log(`  Sign in once, as the first organiser (${config.campaign.email}), within a day:`);
    console.log(
      `                ${config.origin}${href("/organise/sign-in/:token", { token: first })}`,
    );
  }
  console.log("");
}

/** Into the log, which others may read: a link that signs in is never written there. */
async function sayWhatIsMissing({ config, campaign, db, log }: Given): Promise<void> {
  const missing = lackingForMail(campaign.now());
  if (missing.length > 0)
    log.warn(
      { missing },
      `only sign-in emails leave, and all others wait, until it is said who writes: ${config.origin}${href("/organise/settings")}`,
    );
  if (!(await hasOrganiser(db)))
    log.warn({}, "there is no organiser: npm run organiser:add -- you@example.org adds the first");
}
