/**
 * The posts of signers without Remix and without this project's host: `node:http`, with the same
 * reading, checks, sealing, gathering and statements behind it.
 */
import http from "node:http";
import { text } from "node:stream/consumers";

import { confirmClicks, readConfirmLink } from "#app/signatures/confirm.server.ts";
import { groupCommit } from "#db/group-commit.ts";
import { storeSignings } from "#app/signatures/sign.server.ts";
import { connect } from "#db/connection.ts";

import { answerWith, listen } from "./child.ts";
import { keys, readPosted } from "./people.ts";

export interface PostQuestion {
  databaseUrl: string;
}

/** Answers with the port. */
answerWith<PostQuestion, number>(({ databaseUrl }) => {
  const { db } = connect(databaseUrl);
  const unwatched = { observeBatch: () => {}, countTurnedAway: () => {} };
  const sign = groupCommit(
    "sign",
    ({ inboxKey }) => inboxKey.toString("latin1"),
    (signings: Parameters<typeof storeSignings>[1]) => storeSignings(db, signings),
    unwatched,
  );
  const confirm = groupCommit(
    "confirm",
    ({ id }) => id,
    (clicks: Parameters<typeof confirmClicks>[1]) => confirmClicks(db, clicks, new Date()),
    unwatched,
  );

  /** The address to go to, undefined when nothing was stored. */
  async function take(path: string, body: string): Promise<string | undefined> {
    const [, first, second = ""] = path.split("/");
    if (first === "demands") {
      const signing = readPosted(second, body);
      const isTaken = signing && (await sign(signing)) === "taken";
      return isTaken ? `/demands/${second}/check-your-inbox` : undefined;
    }
    const link = readConfirmLink(keys, second, new Date());
    if (link.state !== "fresh") return undefined;
    const { slugs } = await confirm({ id: link.id, ticked: null });
    return slugs[0] && `/demands/${slugs[0]}/signed`;
  }

  return listen(
    http.createServer((request, response) => {
      void text(request)
        .then((body) => take(request.url!, body))
        .catch((error: unknown) => void console.error(error))
        .then((location) => {
          if (location) response.setHeader("Location", location);
          response.writeHead(location ? 303 : 500).end();
        });
    }),
  );
});
