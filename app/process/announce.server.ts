/** What a start prints for a person: in the demo where to look, and how the first organiser gets in. */
import type { AppContext } from "../context.server.ts";
import { href } from "../paths.ts";
import { makeFirstLink } from "../organisers/sign-in-link.server.ts";

export async function announce({ config, db, keys, clock }: AppContext): Promise<void> {
  if (config.role === "worker") return;
  if (config.demo) {
    console.log(`\n  The demands:  ${config.origin}/`);
    if (config.mail.transport === "mailbox")
      console.log(`  The mailbox:  ${config.origin}${href("/mailbox")}`);
  }
  const first = await makeFirstLink(db, keys, clock());
  if (first) {
    console.log(`  Sign in once, as the first organiser (${config.campaign.email}), within a day:`);
    console.log(
      `                ${config.origin}${href("/organise/sign-in/:token", { token: first })}`,
    );
  }
  if (config.demo) console.log("");
}
