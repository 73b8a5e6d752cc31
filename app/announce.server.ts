/** What a start prints: where to look. */
import type { AppContext } from "./context.server.ts";

export async function announce({ config }: AppContext): Promise<void> {
  if (config.role === "worker") {
    console.log("Delivering mail.");
    return;
  }
  console.log(`\n  The demands:  ${config.origin}/`);
  if (config.mail.transport === "mailbox") console.log(`  The mailbox:  ${config.origin}/mailbox`);
  console.log("");
}
