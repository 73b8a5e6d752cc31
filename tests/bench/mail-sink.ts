/** The stand-in for Resend in a process of its own: checks every request and counts every mail. */
import { startStandIn } from "../support/resend-stand-in.ts";
import { answerWith } from "./child.ts";

/** `report` tells what came since the last `clear`. */
export type SinkQuestion = "address" | "report" | "clear";

export interface SinkReport {
  url: string;
  /** Different mails. */
  mails: number;
  /** Mails that were taken more than once. */
  twice: number;
  /** What was wrong with requests. */
  wrong: string[];
  /** Used of the processors since it began. */
  processorSeconds: number;
}

const standIn = await startStandIn();
// the counts tell all; whole mails would fill the memory
setInterval(() => (standIn.taken.length = 0), 100);

answerWith<SinkQuestion, SinkReport>((question) => {
  const { url, counts, requests, wrong } = standIn;
  if (question === "clear") {
    counts.clear();
    requests.length = 0;
  }
  let twice = 0;
  for (const times of counts.values()) if (times > 1) twice += 1;
  const { user, system } = process.cpuUsage();
  const processorSeconds = (user + system) / 1e6;
  return Promise.resolve({ url, mails: counts.size, twice, wrong, processorSeconds });
});
