/** Says how far long work is. */

/** Prints how far an import is: one line kept up to date on a terminal, else a line now and then. */
export function showProgress(
  what: string,
  everySoMany: number,
): { at: (done: number, total?: number) => void; end: () => void } {
  const { stderr } = process;
  let shownAt = 0;
  let shown = 0;
  const line = (done: number, total?: number) =>
    total === undefined
      ? `${done.toLocaleString("en-GB")} ${what}`
      : `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")} ${what}`;
  return {
    at: (done, total) => {
      if (stderr.isTTY) {
        if (performance.now() - shownAt < 100 && done !== total) return;
        shownAt = performance.now();
        stderr.write(`\r${line(done, total)}\x1b[K`);
      } else if (Math.floor(done / everySoMany) > Math.floor(shown / everySoMany)) {
        stderr.write(`${line(done, total)}\n`);
      }
      shown = done;
    },
    end: () => {
      if (stderr.isTTY && shown > 0) stderr.write("\r\x1b[K");
    },
  };
}
