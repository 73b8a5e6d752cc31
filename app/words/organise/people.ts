/** What organisers are told of each other, of their own sign-in and of its passkeys, in English as all of their pages. */
import { formatNumber } from "../format.ts";

const n = (value: number) => formatNumber("en", value);
const some = (value: number, one: string, many: string) =>
  `${n(value)} ${value === 1 ? one : many}`;

export const peopleFlashes = {
  // people
  "person-gone": "They organise no more; somebody has removed them, or they have left.",
  "person-kept": "That is not the address. Nobody was removed.",
  "person-removed": "They organise no more. Their sessions have ended and their passkeys are gone.",
  "person-left": "You organise no more, and you are signed out. Thank you for what you did.",
  "last-owner":
    "This is the only owner, and one has to stay. Nothing was changed: make somebody else an owner first.",
  "role-stale":
    "Somebody has changed their role, or removed them, since you opened the page. Nothing was changed.",
  "role-same": "They have this role already.",
  "role-lowered": "Their role is changed, in the sessions that run too.",
  "role-raised":
    "Their role is changed. They are signed out everywhere and may do more once they have signed in again.",
  // invitations
  "not-invited": "Nobody was invited.",
  invited: "The invitation is on its way.",
  "invited-again": "The invitation is on its way once more, with the same link.",
  "invited-just-now": "It was emailed less than ten minutes ago. Nothing was emailed again.",
  "invitation-gone": "Somebody has taken this invitation up, or back.",
  "invitation-back": "The invitation is taken back. Its link opens nothing any more.",
  joined: "Welcome. You organise now. Add a passkey next: then you need no email to sign in.",
  // sessions
  "session-gone": "There is no such session any more, so nothing was ended.",
  "session-ended": "That session has ended.",
  "sessions-ended": "The sessions have ended.",
  // passkeys
  "passkey-added": "The passkey is added. You can sign in with it from now on.",
  "passkey-not-made":
    "No passkey was added: the device did not make one, or it took longer than ten minutes. Try again.",
  "passkey-known": "This passkey is known already. Nothing was added.",
  "passkeys-many": "You have twenty passkeys, which is the most. Remove one first.",
  "passkey-gone": "There is no such passkey of yours any more, so this changed nothing.",
  "passkey-stale":
    "This passkey has another name since you opened the page. Nothing was changed; look at it first.",
  "passkey-renamed": "The passkey has its new name.",
  "passkey-removed": "The passkey is removed. It opens nothing any more.",
  "no-passkeys":
    "Passkeys need a site at a name of its own over https. This one has none, so nothing was done.",
};

export const roleWords = {
  owner: "owner",
  organiser: "organiser",
  viewer: "viewer",
};

/** What each role may, as people are told who choose one or get one. */
export const mayWords = {
  owner: "An owner does all that there is to do, and decides who organises.",
  organiser:
    "An organiser runs the campaign: demands, letters, members. Who organises is not theirs to decide.",
  viewer: "A viewer sees everything and changes nothing.",
};

export const peopleWords = {
  you: "you",
  never: "not yet",
  inviteTitle: "Invite somebody",
  inviteHint: (days: number) =>
    `We email them a link that works once, for ${some(days, "day", "days")}. Until they accept it, nothing changes.`,
  inviteButton: "Email the invitation",
  notInvited: "Nobody was invited yet",
  addressLabel: "Their email address",
  roleLabel: "What they may do",
  organises: "This address organises already: it is in the list above.",
  invitedAlready: "This address is invited already: email it again from the list above.",
  roleMissing: "Choose a role.",
  pendingTitle: "Invited, not here yet",
  again: "Email it again",
  back: "Take it back",
  isBack: "Its email did not arrive.",
  isOver: "its link has ended",
  roleButton: "Change the role",
  roleHint:
    "It counts at once, wherever they are signed in. Who gets to do more is signed out first, and signs in again. Where an owner becomes less, the invitations that they sent and nobody has accepted are taken back.",
  roleNotKept: "The role was not changed",
  sessionsTitle: "Signed in",
  endAll: (sessions: number) => `End ${some(sessions, "session", "sessions")}`,
  noSessions: "Nowhere at the moment.",
  personTitle: "Role and sessions",
  removeTitle: "Remove somebody",
  removeLink: "Remove them from this campaign…",
  leaveTitle: "Leave",
  leaveLink: "Leave this campaign…",
  leaveButton: "Leave for good",
  removeButton: "Remove for good",
  wouldEnd: (sessions: number, passkeys: number, invitations: number) =>
    `This ends ${some(sessions, "session", "sessions")}, deletes ${some(passkeys, "passkey", "passkeys")}, and takes back ${some(invitations, "open invitation", "open invitations")}.`,
  wouldStay: (letters: number) =>
    `${some(letters, "letter", "letters")} that they wrote or approved ${letters === 1 ? "stays" : "stay"}, and so does all that they did in the audit log, under a number.`,
  typeAddress: "To confirm, type the address",
  typed: "This is not the address that is shown above. Type it letter by letter.",
  notRemoved: "Nobody was removed yet",
};

export const signInPageWords = {
  button: "Sign in with a passkey",
  or: "No email, no typing: your device knows you.",
  refused:
    "This passkey does not open the site, or it took longer than ten minutes. Try again, or have a link emailed to you.",
  copied:
    "This passkey has been used elsewhere since, as if there were a copy of it. Nobody was signed in. Have a link emailed to you, and remove this passkey.",
  goOn: "Sign in with a passkey and go on",
};

export const yourWords = {
  title: "Your sign-in",
  passkeysTitle: "Passkeys",
  passkeysWhy:
    "With a passkey you sign in by your finger, your face or your device’s code. Have two, on two devices: should one get lost, the other is there. The emailed link works always.",
  none: "You have none yet.",
  needsScript:
    "This browser, with scripts as they are, makes no passkeys. The emailed link works all the same.",
  needsName:
    "Passkeys need a site at a name of its own over https. The emailed link works all the same.",
  nameLabel: "A name for it",
  nameHint: "Such as “My phone”, so that you know which one it is.",
  nameEmpty: "Give it a name.",
  nameLong: (most: number) => `Keep the name to ${n(most)} characters.`,
  nameOdd: "Write the name in plain characters.",
  notAdded: "The passkey was not added yet",
  notRenamed: "The passkey was not renamed",
  add: "Add a passkey",
  makeTitle: "Make the passkey",
  makeLead: "Press the button, and do what your device asks for. It waits ten minutes.",
  make: "Make it now",
  notNow: "Not now",
  notMade: "Your device made no passkey. Try again, or do it another time.",
  change: (name: string) => `Change “${name}”`,
  rename: "Rename",
  remove: "Remove it",
  leaves: (others: number) =>
    others === 0
      ? "It is your only one: after that only an emailed link lets you in."
      : `You keep ${some(others, "other one", "other ones")}.`,
  sessionsTitle: "Where you are signed in",
  sessionsWhy:
    "Nothing of a device is kept, so the times have to tell you which one it is. A session ends after 30 idle minutes.",
  endOthers: (others: number) => `Sign out everywhere else: ${some(others, "session", "sessions")}`,
  end: "End",
  thisOne: "this one",
};

/** How a session was begun. */
export const wayWords = { link: "emailed link", passkey: "passkey", invitation: "invitation" };

export const invitationWords = {
  title: "You are invited",
  lead: (campaign: string) => `Will you help to run “${campaign}”?`,
  then: "When you accept, you are signed in. Everything that you do there is written down, and other organisers see your address.",
  accept: "Accept, and sign in",
  overTitle: "This invitation no longer works",
  overLead: "It was accepted or taken back, or it is too old. Ask who invited you for another.",
  signIn: "Sign in as an organiser",
};
