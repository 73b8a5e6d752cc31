/** Files that are made once, for their owner's eyes only. */
import { randomUUID } from "node:crypto";
import fs from "node:fs";

/** The file's text; it appears whole or not at all, and of several who make it at once one wins. */
export function readOrMake(file: string, make: () => string): string {
  if (!fs.existsSync(file)) {
    const unfinished = `${file}.${randomUUID()}`;
    fs.writeFileSync(unfinished, make(), { mode: 0o600, flush: true });
    try {
      fs.linkSync(unfinished, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      fs.rmSync(unfinished);
    }
  }
  return fs.readFileSync(file, "utf8");
}
