/** A copy of a letter is named by its links and addresses, and by nothing that was not made here. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { parseKeyRing } from "#app/config.server.ts";
import { deriveKeys } from "#app/keys.server.ts";
import {
  answerToken,
  readAnswerToken,
  readReplyName,
  replyName,
} from "#app/letters/copy-links.server.ts";

import { APP_KEYS } from "./support/server.ts";

const keys = deriveKeys(parseKeyRing(APP_KEYS)!);
const others = deriveKeys(parseKeyRing(`1:${Buffer.alloc(32, 8).toString("base64url")}`)!);
const copies = fc.record({
  letterId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  memberId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

test("a copy's link and its reply address lead back to it, in capitals too", () => {
  fc.assert(
    fc.property(copies, (copy) => {
      expect(readAnswerToken(keys, answerToken(keys, copy))).toEqual(copy);
      const name = replyName(keys, copy);
      expect(name).toMatch(/^r-[a-z2-7]{26}$/);
      expect(readReplyName(keys, name)).toEqual(copy);
      expect(readReplyName(keys, name.toUpperCase())).toEqual(copy);
    }),
  );
});

test("neither opens once a sign of it is another, nor under other keys", () => {
  fc.assert(
    fc.property(
      copies,
      fc.nat(25),
      fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567"),
      (copy, at, sign) => {
        const name = replyName(keys, copy);
        const changed = name.slice(0, 2 + at) + sign + name.slice(3 + at);
        fc.pre(changed !== name);
        expect(readReplyName(keys, changed)).toBeUndefined();
        expect(readReplyName(others, name)).toBeUndefined();
        expect(readAnswerToken(others, answerToken(keys, copy))).toBeUndefined();
      },
    ),
  );
  expect(readReplyName(keys, "r-")).toBeUndefined();
  expect(readReplyName(keys, "campaign")).toBeUndefined();
});
