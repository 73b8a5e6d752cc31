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

/** @returns what is told of each server's pulse */
export const pulseTeller =
  (log: Logger) => (which: "database" | "replica") => (answers: boolean, server: string) =>
    answers
      ? log.warn({ server }, `the ${which} answers again`)
      : log.error({ server }, `the ${which} does not answer`);
