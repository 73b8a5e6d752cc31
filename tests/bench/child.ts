/** A helper in a process of its own, so that its work is not counted as that of what is measured. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Child<Question, Answer> extends AsyncDisposable {
  /**
   * One question at a time.
   * @throws Error with the helper's own words when it failed, or when it has ended
   */
  ask: (question: Question) => Promise<Answer>;
}

type Reply<Answer> = { answer: Answer } | { problem: string };

/** @param file a module beside this one that calls `answerWith` */
export function startChild<Question extends object | string, Answer>(
  file: string,
): Child<Question, Answer> {
  return speakTo(
    fork(new URL(file, import.meta.url), {
      serialization: "advanced",
      env: { PATH: process.env["PATH"], NODE_ENV: "production" },
    }),
    file,
  );
}

/** @param name what it is called when it fails */
export function speakTo<Question extends object | string, Answer>(
  child: ChildProcess,
  name: string,
): Child<Question, Answer> {
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const gone = () => reject(new Error(`${name} has ended`));
        if (!child.connected) return gone();
        child.once("exit", gone);
        child.once("message", (reply) => {
          child.off("exit", gone);
          const said = reply as Reply<Answer>;
          if ("answer" in said) resolve(said.answer);
          else reject(new Error(`${name}: ${said.problem}`));
        });
        child.send(question);
      }),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** The other side: answers what it is asked, and ends with the process that asks. */
export function answerWith<Question, Answer>(act: (question: Question) => Promise<Answer>): void {
  process.on("message", (question) => {
    act(question as Question).then(
      (answer) => process.send!({ answer }),
      (error: unknown) =>
        process.send!({ problem: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.on("disconnect", () => process.exit());
}

/** @returns the free port of this machine on which the server listens now */
export async function listen(server: Server): Promise<number> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}
