/** The English lines of mails; the other languages must have every one of them. */

export const mailEn = {
  linkHint: "Or copy this address into your browser:",
  questions: (email: string) => `Questions? Answer this email, or write to ${email}.`,
  confirm: {
    subject: "Please confirm your signature",
    lead: "Someone, most likely you, gave this address to sign with. The signature does not count before you confirm it.",
    button: "Confirm my signature",
    valid: "The link works for 7 days.",
    demands: "You are signing:",
    notMe: "Was this not you?",
    notMeHow:
      "Then do nothing, and nothing is counted. To receive no more of these emails at this address, open:",
    notMeLink: "This was not me",
    later:
      "Later you can see, correct or withdraw your signature: “Manage or withdraw your signature” at the foot of our pages sends you a link.",
  },
  alreadySigned: {
    subject: "You have already signed",
    lead: "You asked to sign again. Your signature is confirmed already, so there is nothing left to do.",
    demands: "You have signed:",
    manage:
      "Here you can see what is stored about you, correct it, or withdraw your signature. Keep this link to yourself:",
    button: "See or change my signature",
    notMe: "If it was not you who asked, do nothing: your signature stays as it is.",
  },
  manage: {
    subject: "The link you asked for",
    lead: "Someone, most likely you, asked for this link. It shows all that is stored here under your address. With it you can download, correct, withdraw or erase it.",
    button: "See what is stored",
    keep: "Keep this link to yourself and do not forward this email: whoever has the link can see and erase all of it.",
    notMe: "If it was not you who asked, do nothing: nothing changes.",
  },
  signIn: {
    subject: "Your sign-in link",
    lead: (minutes: string) =>
      `With this link you sign in as an organiser. It works once, and for ${minutes} minutes.`,
    button: "Sign in",
    notMe: "If you did not ask for it, do nothing: without this link nobody gets in.",
  },
  update: {
    why: "You get this email because you signed and asked to hear what comes of it.",
    stop: "To get no more of these emails:",
    stopLink: "Stop updates",
    manage: "To see, correct or withdraw what is stored of you (keep this link to yourself):",
    manageLink: "Manage my signature",
  },
  invitation: {
    subject: "Your invitation to help",
    lead: (days: string) =>
      `You are invited to help run this campaign as an organiser. The link shows what that means; nothing happens until you accept there. It works once, and for ${days} days.`,
    button: "Look at the invitation",
    notMe: "If you do not know what this is about, do nothing: nobody has signed you up.",
  },
  signInvitation: {
    subject: "An invitation to sign",
    lead: "You are invited to read a demand and to sign it if you agree. Nothing is signed for you, and nothing is counted unless you sign and confirm it yourself.",
    button: "Read the demand",
    source: (collector: string, collected: string) =>
      `Why we write to you: your address was collected by ${collector} (${collected}), under these words:`,
    once: "This is the only invitation. We delete your address as soon as this email has left. A keyed hash of it stays for twelve months, so that nobody invites you again.",
    noMore: "Never invite me again",
    valid: "The link works for 30 days.",
  },
  ownConfirm: {
    subject: "Send your letter to your MP",
    lead: "You wrote the letter below. It has not been sent: it goes to your MP once you confirm it. They can answer you at this address.",
    button: "Look at it and send it",
    below:
      "The link works for 7 days. If it was not you who wrote this, do nothing, and nothing is sent.",
  },
  ownReturned: {
    subject: "Your letter did not reach your MP",
    bounced: "Your MP’s email address refused your letter, so it comes back to you.",
    refused: "The campaign did not send on your letter, so it comes back to you.",
    unreachable:
      "Your MP can no longer be written to in this way, so your letter comes back to you. It was not sent.",
    late: "Your letter could not leave within three weeks, so it comes back to you. It was not sent.",
    reason: (reason: string) => `The reason given: “${reason}”`,
    below:
      "You can use your words in another way, such as by post to the House of Commons, London SW1A 0AA.",
  },
  ownQuestion: {
    subject: "Has your MP answered?",
    lead: (member: string) =>
      `Two weeks ago your letter below went to ${member}. Have you had an answer? One press tells us, and we ask only once.`,
    button: "Say whether there was an answer",
    below: "We erase the letter in two weeks.",
  },
  passkey: {
    subject: "Your sign-in was changed",
    added: "A passkey was added to your sign-in. Whoever holds it can sign in as you.",
    removed: "A passkey was removed from your sign-in. It opens nothing any more.",
    button: "See how you sign in",
    notMe:
      "If it was not you, open this page now, end the other sessions, remove the passkey, and tell an owner of the campaign.",
  },
};

/** Every line there is; a language that lacks one does not compile. */
export type MailWords = typeof mailEn;
