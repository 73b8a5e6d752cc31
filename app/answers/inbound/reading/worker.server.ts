/** The thread that examines one mail. */
import { parentPort, workerData } from "node:worker_threads";

import { examine } from "./examine.server.ts";

const { raw, servers } = workerData as { raw: Uint8Array; servers?: readonly string[] };
parentPort!.postMessage(await examine(raw, servers));
