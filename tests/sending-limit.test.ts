import { expect, test } from "vitest";

import { sendingLimit } from "#emails/transports/sending-limit.ts";

const now = new Date("2026-03-04T11:00:00Z");

test.each([
  "550 5.4.5 Daily user sending limit exceeded. For more information on Gmail sending limits go to …",
  "550-5.4.5 Daily SMTP relay sending limit exceeded for customer.",
  "554 5.1.90 Your message can't be sent because you've reached your daily limit for message recipients",
  "554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
  "454 Throttling failure: Daily message quota exceeded.",
  "550 You have exceeded your daily messaging limits",
  "451 Authentication failed: Maximum credits exceeded",
  "You have reached your daily email sending quota.",
  "452 4.3.1 you have sent too many mails in 24 hours, the limit is 500",
])("%s: everything waits for the next day", (answer) => {
  expect(sendingLimit(answer, now)).toEqual({
    until: new Date("2026-03-05T00:00:00Z"),
    reason: { code: "daily-quota" },
    isGuess: true,
  });
});

test.each([
  "550 Domain example.org has exceeded the max emails per hour (101/100 (101%)) allowed. Message discarded.",
  "454 Throttling failure: Maximum sending rate exceeded.",
  "450 4.7.1 Error: too many messages per minute, limit exceeded",
])("%s: everything waits for an hour", (answer) => {
  expect(sendingLimit(answer, now)).toEqual({
    until: new Date("2026-03-04T12:00:00Z"),
    reason: { code: "hourly-limit" },
    isGuess: true,
  });
});

test.each([
  "550 5.1.1 The email account that you tried to reach does not exist",
  "552 5.2.2 The email account that you tried to reach is over quota",
  "452 4.2.2 Mailbox full: daily limit of the recipient reached",
  "450 4.2.1 The user you are trying to contact is receiving mail at a rate that exceeds the limit per hour",
  "552 5.3.4 Message size exceeds fixed maximum message size",
  "550 5.7.1 Message rejected: spam score exceeded the limit",
  "554 5.4.6 Too many hops, maximum exceeded",
  "550 No such user here",
])("%s: a matter of this mail alone", (answer) => {
  expect(sendingLimit(answer, now)).toBeUndefined();
});
