/** A thread in the place of the one that draws: it gives back the title, crashes, hangs or leaves. */
import { parentPort } from "node:worker_threads";

parentPort?.on("message", ({ title }) => {
  if (title === "crash") throw new Error("as asked");
  if (title === "leave") process.exit(0);
  while (title === "hang");
  const bytes = new TextEncoder().encode(title);
  parentPort?.postMessage(bytes, [bytes.buffer]);
});
