/** Trying what is made at random, again and again: what goes wrong is named by its seed. */
import fc from "fast-check";

/** How often each thing is tried; `HELL=1000 npx vitest run from-hell` has it done as long as is wished. */
export const trials = (usual: number): number => Number(process.env["HELL"] ?? usual);

/** What is tried is another each time; a failure names its seed, and `HELL_SEED` tries that once more. */
export const seed = Number(process.env["HELL_SEED"] ?? Date.now() % 0x7fff_ffff);

/**
 * Tries something again and again.
 * @param name of what is tried
 * @param attempt throws where it goes wrong
 */
export async function tryOut<Made>(
  name: string,
  made: fc.Arbitrary<Made>,
  usual: number,
  attempt: (made: Made) => Promise<void>,
  ownSeed = seed,
): Promise<void> {
  const numRuns = trials(usual);
  // to make a request smaller takes requests, and the first one tells enough
  const tried = await fc.check(fc.asyncProperty(made, attempt), {
    numRuns,
    seed: ownSeed,
    endOnFailure: true,
  });
  if (!tried.failed) return;
  const [counterexample] = tried.counterexample!;
  const given = Buffer.isBuffer(counterexample)
    ? counterexample.toString("latin1")
    : fc.stringify(counterexample);
  const why = `${String((tried.errorInstance as Error).stack).slice(0, 1_500)}\nof ${given}`;
  throw new Error(`${name}, HELL_SEED=${seed}, HELL=${numRuns}: ${why.slice(0, 4_000)}`);
}

/** In seconds of the processor: what comes in is read in the background, by a thread of its own or in turns. */
const MOST = 5;

/** Does what must not take long; what others do on the machine is not counted. */
export async function soon(work: () => unknown): Promise<void> {
  const begun = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begun);
  const took = (user + system) / 1e6;
  if (took > MOST) throw new Error(`takes ${took} s`);
}
