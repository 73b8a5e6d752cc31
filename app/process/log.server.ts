/** The log: a JSON object a line, on standard output, with its time in UTC and its level in a word. */
import { type Logger, pino } from "pino";

import type { Config } from "../config.server.ts";

export const createLog = ({ logLevel }: Pick<Config, "logLevel">): Logger =>
  pino({
    level: logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  });
