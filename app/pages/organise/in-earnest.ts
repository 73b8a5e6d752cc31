/** Whether letters are rehearsed while all else goes to people's own addresses. */
import type { Config } from "../../config.server.ts";

export const goesInEarnest = ({ mail }: Pick<Config, "mail">): boolean =>
  !mail.live && mail.transport !== "mailbox";
