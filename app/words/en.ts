/** The site's words in English; the other languages have the same lines or do not compile. */
import { formatNumber } from "./format.ts";
import { plural } from "./plural.ts";

const n = (value: number) => formatNumber("en", value);
const signatures = (count: number) =>
  plural("en", count, { one: `${n(count)} signature`, other: `${n(count)} signatures` });

const page = (title: string, lead: string) => ({ title, lead });

export const en = {
  skip: "Skip to the content",
  menu: {
    label: "Main",
    demands: "Demands",
    places: "Constituencies",
    members: "MPs",
    letters: "Letters",
  },
  footer: {
    label: "About this site",
    privacy: "Privacy",
    accessibility: "Accessibility",
    about: "About",
    data: "Data",
    languages: "Languages",
    demo: "Demo: no mail leaves this machine",
    mailbox: "Read the demo’s mail",
    manage: "Manage or withdraw your signature",
  },
  count: {
    signatures,
    word: (count: number) => plural("en", count, { one: "signature", other: "signatures" }),
    goal: (goal: number) => `of ${n(goal)}`,
    toGo: (left: string) => `${left} to go`,
    inAll: "collected in all",
    fewer: "fewer than 5",
  },
  state: {
    open: "Open",
    closed: "Closed",
    none: "Not yet answered",
    acknowledged: "Acknowledged",
    presented: "Presented",
    promised: "Promised",
    "partly-met": "Partly met",
    met: "Met",
    refused: "Refused",
  },
  home: {
    lead: "What we demand, and how many stand behind it.",
    search: "Search the demands",
    searchButton: "Search",
    filter: "Show",
    all: "All",
    open: "Open",
    closed: "Closed",
    presented: "Presented",
    met: "Met",
    sign: "Sign",
    none: "No demand fits. Try another word, or show all of them.",
    empty: "No demand is open yet. Come back in a while.",
    total: (count: number) => `${signatures(count)} in all`,
    of: "Demanded of",
    how: "How it works",
    steps: [
      "Sign with your e-mail address. It takes half a minute.",
      "Open the link we mail you. Only confirmed signatures count.",
      "We write to MPs with the totals, nation-wide and for their own constituency. Never with names.",
    ],
  },
  demand: {
    of: "Demanded of",
    sign: "Sign this demand",
    closed: "This demand is closed. It takes no more signatures.",
    closedOn: (date: string) => `Closed on ${date}`,
    closes: (moment: string) =>
      `Closes on ${moment}, London time. After that it takes no more signatures.`,
    closesOn: (date: string) => `Closes on ${date}`,
    opened: (date: string) => `Open since ${date}`,
    why: "Why",
    history: "What became of it",
    places: "Where the signatures come from",
    place: "Constituency",
    noPlaces: "Places are shown once five people there have signed.",
    allPlaces: "All constituencies",
    unplaced: "United Kingdom, constituency not known",
    time: "Signatures over time",
    corrections: (count: number) =>
      plural("en", count, {
        one: `${n(count)} signature was taken back or removed. The count above is without it.`,
        other: `${n(count)} signatures were taken back or removed. The count above is without them.`,
      }),
    held: (count: number) =>
      plural("en", count, {
        one: `${n(count)} more is confirmed and being looked at. The count is without it.`,
        other: `${n(count)} more are confirmed and being looked at. The count is without them.`,
      }),
    outdated: "The English text has changed since this translation was made.",
    untranslated: "This demand is not translated yet, so it is shown in English.",
    translatedBy: (who: string) => `Translated by ${who}. The English text is authoritative.`,
    progress: (count: number, goal: number) => `${n(count)} of ${n(goal)} signatures`,
    now: "Where it stands",
    update: "Update",
    answer: "Answer",
    outcome: "Outcome",
    moved: {
      opened: "Opened for signing",
      closed: "Closed",
      reopened: "Reopened",
      retired: "Taken off the site",
      restored: "Back on the site",
    },
    entryUntranslated: "Not translated yet, so in English.",
    source: "Source",
    others: "The other demands",
  },
  chart: {
    period: "Period",
    since: "Since opening",
    month: "Last 30 days",
    total: "In all",
    per: { day: "New each day", week: "New each week", month: "New each month" },
    new: "New",
    told: (from: string, first: number, to: string, last: number) =>
      `${from}: ${n(first)}, ${to}: ${n(last)}`,
    events: "What happened meanwhile",
    letter: "Letter to MPs",
    numbers: "The numbers as a table",
    days: "Days",
  },
  map: {
    nations: { E: "England", N: "Northern Ireland", S: "Scotland", W: "Wales" },
    caption: "Share of the electorate that signed, for the demand most signed there",
    ofDemand: (count: number) =>
      plural("en", count, {
        one: `A map of ${n(count)} constituency where five or more have signed. Its number is in the table.`,
        other: `A map of ${n(count)} constituencies where five or more have signed, darker where more of the electorate did. The numbers are in the table.`,
      }),
    upTo: (share: string) => `up to ${share}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    elsewhere: "Elsewhere",
    all: "All constituencies of this demand, as a map and a table",
    lit: (name: string, region: string) => `A map with ${name} lit, in ${region}.`,
    whole: "The whole map",
    file: "The map as a picture (SVG)",
    regions: "By region",
  },
  course: {
    created: "Written down",
    toCome: "Still to come",
    answer: "An answer",
    letter: "A letter to MPs with the totals",
  },
  texts: {
    title: "Which words were signed",
    lead: "The words of this demand were changed after people had signed. Each signature stands for the words that were there then.",
    share: (now: number, earlier: number) =>
      `${signatures(now)} for the words above, ${n(earlier)} for earlier ones.`,
    link: "What was changed",
    version: (number: number) => `Version ${n(number)}`,
    since: (date: string) => `since ${date}`,
    now: "These are the words now",
    counted: (moment: string) => `Counted on ${moment}, London time.`,
    changed: (from: string, to: string) => `What was changed: ${from} and ${to}`,
    marked: "Marked is what only one of the two has.",
    heading: "Title",
    summary: "In short",
    nothing: "Nothing",
    same: (parts: string) => `The same in both: ${parts}.`,
    untranslated: "One of the two is not translated, so both are shown in English.",
    one: "The words of this demand were never changed after people had signed.",
    back: "Back to the demand",
  },
  form: {
    title: "Sign",
    name: "Your name",
    nameHint: "Only we see it. It is stored encrypted and never published.",
    email: "E-mail address",
    emailHint: "We send one link there. Open it to confirm.",
    country: "Where you live",
    postcode: "Postcode",
    postcodeHint: "So that your MP hears how many have signed here. UK only.",
    postcodeFound: (area: string) => `Constituency: ${area}`,
    elsewhere: (place: string) =>
      `${place}: there are no constituencies there. Signatures from there are counted under its own name.`,
    constituency: "Your constituency",
    also: "Sign these too",
    updates: "Tell me by mail what comes of it",
    consent:
      "I sign this demand. I agree that you store my name, email address and postcode, encrypted, and my constituency or country, to count my signature. This shows a political opinion. I can withdraw it at any time.",
    privacy: "What we keep and for how long",
    moment:
      "A moment: your device is doing a small sum that keeps programs out. Then it sends your signature.",
    trap: "Leave this field empty",
    person: "I am a person, and I filled in this form",
    button: "Sign",
    next: "You will get a mail with a link. Your signature does not count before you open it and confirm.",
  },
  choice: {
    title: "Which constituency do you live in?",
    lead: (postcode: string) =>
      `We do not know the postcode ${postcode}. Choose your constituency and sign: all else is filled in.`,
    forces:
      "A BFPO address lies in no constituency. Choose the one in which you are registered to vote, or “I don’t know”.",
    hint: "If you are not sure, choose “I don’t know”: you are counted all the same.",
    choose: "Choose…",
    unknown: "I don’t know",
    correct: "Correct the postcode",
  },
  problems: {
    title: "Something is missing or not right",
    kept: "What you typed is still here.",
    "name-missing": "Write your name",
    "name-long": "Your name is too long: at most 100 characters",
    "name-characters":
      "Your name holds a character that we cannot take. Type it rather than paste it",
    "name-sign": "Your name cannot begin with = + - or @",
    "name-link": "Your name cannot hold a web address",
    "email-missing": "Write your e-mail address",
    "email-form": "Write one e-mail address, such as name@example.org",
    "email-letters":
      "The part before the @ can only hold Latin letters, digits and signs. Check the keyboard",
    "country-unknown": "Choose your country from the list",
    "postcode-missing": "Write your postcode",
    "postcode-form":
      "Write a UK postcode, such as SW1A 1AA. If you live outside the UK, choose your country below",
    "postcode-part": "This looks like part of a postcode. Write all of it, such as SW1A 1AA",
    "postcode-digits":
      "Check the postcode: a letter I, L or O stands where a 1 or 0 belongs, or the other way round",
    "postcode-letters":
      "A postcode has Latin letters and digits, such as SW1A 1AA. Check the keyboard",
    "postcode-eircode":
      "This looks like an Irish Eircode. If you live in Ireland, choose it below and leave the postcode empty",
    "postcode-unknown":
      "We do not know this postcode. Check it, or sign and choose your constituency",
    "constituency-choose": "Choose your constituency, or “I don’t know”",
    "person-tick":
      "We could not tell whether a person or a program sent this. Tick “I am a person” and send it again",
    "consent-missing": "Tick the box if you agree. We cannot count you without it",
    repeated: "This was sent twice. Write it once",
    "demand-many":
      "One signing holds at most 50 demands. Tick fewer, and sign the others afterwards",
    "demand-unknown": "One of the demands is no longer open. Choose again",
  },
  inbox: {
    title: "Check your inbox",
    lead: "One more step: open the link that we have just mailed you.",
    steps: [
      "Look for “Please confirm your signature”. It can take a minute.",
      "Nothing there? Look in the spam folder.",
      "Press the button on the page that opens. Only then does your signature count.",
    ],
    again: "The address was wrong? Sign again",
    mailbox: "This is a demo: read the mail in the mailbox",
  },
  later: {
    title: "Your link comes a little later",
    lead: "Your signature is kept, with one more step to go. The email with your link leaves within the hour, mostly within minutes.",
    steps: [
      "You need not stay here. Look for “Please confirm your signature” in your inbox, and in the spam folder.",
      "Press the button on the page that opens. Only then does your signature count.",
      "Signing again does not make it come sooner.",
    ],
    why: "Why the wait? Very many people have signed from your network within minutes. That can be a crowd, or a program that fills in forms. From here we can’t tell which, so we turn nobody away and send the links one after another.",
    back: "Back to the demand",
    full: "From your network so many have signed that the queue of links to be sent is full. Nothing was stored, and what you typed is kept below. Wait a minute and send it again.",
  },
  confirm: {
    title: "Confirm your signature",
    lead: (name: string) => `${name}, one press and it is confirmed.`,
    demands: "What you sign",
    place: "Counted in",
    button: "Confirm my signature",
    already: "You have signed already",
    alreadyLead: "Your signature is confirmed. Nothing more is needed.",
    signedAlready: "signed already",
    closed: "closed",
    allClosed: "The demand has closed, so this can no longer be confirmed.",
    notMe: "This was not me",
    expired: "This link no longer works",
    expiredLead:
      "It is older than a week, or the form was deleted. Only what was confirmed counts. You can sign again in half a minute.",
    again: "To the demands",
    noneChosen: "Tick at least one demand.",
  },
  notMe: {
    title: "This was not you?",
    lead: "Then somebody typed your address. Press the button: what they typed is deleted, and for 30 days nobody can have a confirmation mailed to you.",
    signed: "A signature confirmed from this mail stays until you withdraw it.",
    button: "It was not me, delete it",
    done: "It is deleted",
    doneLead: "For 30 days no confirmation mail will reach you from here.",
    doneRest: "You need not do anything else.",
    gone: "There is nothing left to delete",
    goneLead:
      "The form behind this link was deleted before, or it is older than 7 days, and this time nothing was changed. If confirmation emails still come, open “This was not me” in the newest one.",
  },
  signed: {
    title: "Thank you. Your signature is confirmed.",
    share: "Now ask one more person",
    shareText: (title: string) => `I signed: ${title}`,
    shareButton: "Share…",
    copy: "Copy the link",
    copied: "Copied",
    mail: "By e-mail",
    next: "What happens next",
    steps: [
      "Your signature goes into the total: mostly at once, and where very many come within an hour after we have looked.",
      "MPs get a letter with the totals, and the number for their own constituency.",
      "Their answers are shown on this site.",
    ],
    writeTo: "Find your MP",
  },
  ask: {
    title: "See, change or withdraw your signature",
    lead: "Type the email address that you signed with. We’ll email you a link that shows all that is stored about you. With it you can download, correct, withdraw or erase it.",
    hint: "You see the same answer whether or not anything is stored, so nobody can find out who has signed.",
    moment:
      "A moment: your device is doing a small sum that keeps programs out. Then it sends your request.",
    button: "Email me the link",
    full: "From your network so many have asked that the queue of links to be sent is full. No email goes out, and what you typed is kept below. Wait a minute and send it again.",
    mailed: "If anything is stored under this address, an email with the link is on its way.",
    steps: [
      "Look for “The link you asked for”. It can take some minutes.",
      "Nothing there? Look in the spam folder. No more than one such email a minute and three a day go to one inbox, and one a day if it told us “this was not me”.",
      "Still nothing? Then nothing is stored under this address, or emails to it come back. Try the address that you signed with, in its exact spelling.",
    ],
    again: "Try another address",
  },
  manage: {
    title: "Your signatures",
    none: "Nothing is stored under this link.",
    noneLead: "It was withdrawn or erased, or it has expired.",
    stored: "What is stored",
    name: "Name",
    email: "E-mail address",
    postcode: "Postcode",
    place: "Place",
    source: "Link followed to the form",
    demand: "Demand",
    held: (date: string) =>
      `Confirmed on ${date}, and not counted yet: very many were confirmed at that time, and organisers look at those first. You need not do anything.`,
    invalidated: (date: string) =>
      `Confirmed on ${date}, then taken off the count: organisers took it for one of many that were made up.`,
    objection: (email: string) => `If you gave it yourself, write to ${email} and say so.`,
    nothingLeft: "Nothing is stored under this link any more.",
    forms: "Forms sent with your address",
    formsLead: "Anyone can type an address. No form counts before it is confirmed from your inbox.",
    formWaits: (date: string) => `Sent on ${date}, not confirmed, so not counted.`,
    formConfirmed: (date: string) => `Sent on ${date} and confirmed.`,
    keptUntil: (date: string) => `Deleted by ${date}.`,
    else: "What else is stored",
    mails: (count: number) =>
      plural("en", count, {
        one: `${n(count)} email to this address, which is encrypted. It is deleted within 30 days after it was sent.`,
        other: `${n(count)} emails to this address, which is encrypted. Each is deleted within 30 days after it was sent.`,
      }),
    networks:
      "From which network you confirmed, under a keyed hash that changes daily, as several people confirmed there. Deleted after a day.",
    updatesMailed:
      "Which updates we emailed you, and when, so that you get one a week at most. Deleted within two weeks.",
    limits:
      "How many emails we sent to your inbox lately, so that nobody can have us flood it. Deleted within eight days.",
    bars: {
      "not-me": "You told us “this was not me”, so no confirmation email goes to you.",
      bounced: "Emails to this address came back, so none goes there.",
      complained: "You marked an email of ours as spam, so none goes to you.",
      blocked: "No email goes to this address.",
    },
    given: "Who was given your address",
    givenOn: (date: string, to: string, reason: string) => `${to}, on ${date}: ${reason}`,
    givenLead: "You agreed to get updates. As long as you do, you may be written to from there.",
    removal:
      "You stood in a file that was given away. Its number for you, and nothing else, is kept so that you are taken out of it there.",
    invited: (date: string) =>
      `On ${date} you were invited to sign. A keyed hash of your address keeps that from happening again for twelve months.`,
    invitedNever:
      "You pressed “never invite me again”. A keyed hash of your address keeps it so until you erase it.",
    inviteWaits:
      "Your address stands, encrypted, in a list of people to be invited to sign. It is deleted once the email has left.",
    rename: "Correct your name",
    renameButton: "Save the name",
    renamed: "The name is changed.",
    updates: "Updates by mail",
    updatesOn: "You get a mail when something comes of a demand.",
    updatesOff: "You get no updates.",
    updatesStop: "Stop updates",
    updatesStopped: "Updates are stopped.",
    exportButton: "Download as JSON",
    withdraw: "Withdraw",
    withdrawLead:
      "Choose what to withdraw. Your signature is erased and no longer counted, after we have asked once more.",
    withdrawButton: "Withdraw my signature",
    withdrawn: "It is withdrawn and erased.",
    chooseDemands: "Choose what to withdraw",
    chooseAll: "All of them",
    chooseOne: "Tick what to withdraw, or “All of them”. Nothing is withdrawn yet.",
    erase: "Erase everything",
    eraseLead:
      "Signatures, forms, emails and all else that stands on this page. We ask once more before it goes.",
    eraseButton: "Erase everything",
    erased: "All of it is erased.",
    sure: "Are you sure?",
    sureWithdraw: (count: number) =>
      plural("en", count, {
        one: `${n(count)} signature will be withdrawn:`,
        other: `${n(count)} signatures will be withdrawn:`,
      }),
    withdrawMeans:
      "Forms that you sent and links in earlier confirmation emails stop working. This cannot be undone.",
    sureCount: (counted: number, others: number) =>
      others === 0
        ? "The count goes down."
        : counted === 0
          ? "None of it is counted now, so no count changes."
          : `Where a signature is counted now (${n(counted)}), the count goes down; where it is not (${n(others)}), it stays.`,
    sureErase: (counts: { signatures: number; signings: number; mails: number }) =>
      `${signatures(counts.signatures)}, ${plural("en", counts.signings, { one: `${n(counts.signings)} form`, other: `${n(counts.signings)} forms` })} and ${plural("en", counts.mails, { one: `${n(counts.mails)} email`, other: `${n(counts.mails)} emails` })} will be erased, and all else that is stored about you.`,
    eraseMeans:
      "Your signatures no longer count. Links in earlier confirmation emails stop working, and whatever kept our emails from you ends too. This cannot be undone.",
    sureWithdrawButton: "Yes, withdraw",
    sureEraseButton: "Yes, erase everything",
    back: "No, change nothing",
  },
  noMore: {
    title: "Never be invited again",
    lead: "Press the button and this campaign does not invite your address any more. What you sign yourself still gets its emails.",
    button: "Never invite me again",
    done: "You are not invited any more",
    doneLead:
      "A keyed hash of your address keeps it so. Should you change your mind, ask for the link to what is stored and erase it.",
    expired: "This link no longer works",
    expiredLead:
      "It is older than 30 days, or what belonged to it is erased. Answer the email that it stood in, and we see to it.",
  },
  unsubscribe: {
    title: "Stop updates",
    lead: "Press the button and we send you no more updates. Your signature stays.",
    button: "Stop updates",
    done: "You get no more updates.",
  },
  pages: {
    label: "Pages",
    page: (number: number) => `Page ${n(number)}`,
    previous: "Previous",
    next: "Next",
    /** Rows from one to another, of all. */
    rows: (from: number, to: number, all: number) => `${n(from)}–${n(to)} of ${n(all)}`,
  },
  places: {
    title: "Constituencies",
    lead: "Signatures from each constituency, and who represents it.",
    search: "Postcode or name",
    searchButton: "Find",
    name: "Constituency",
    member: "MP",
    count: "Signatures",
    vacant: "The seat is vacant",
    notFound: "No constituency fits. Try the first letters of its name, or a full postcode.",
    region: "Region",
    electorate: "Electorate",
    share: "Share of the electorate",
    perDemand: "Signatures here, by demand",
    letters: "Letters to the MP",
    noLetters: "No letter was sent yet.",
    stance: "What the MP says",
    noStance: "Nothing is recorded yet.",
    fewerNote:
      "Below five the number is not shown, so that nobody can be picked out. The totals count them.",
  },
  members: {
    title: "MPs",
    lead: "Who was written to, and what they say.",
    search: "Postcode, name or constituency",
    notFound: "No MP fits. Try the first letters of a name or a constituency, or a full postcode.",
    name: "Name",
    party: "Party",
    constituency: "Constituency",
    lastLetter: "Last letter",
    stance: "Stance, by demand",
    /** On how many of them a member has one stance. */
    ofDemands: (some: number, all: number) =>
      `${n(some)} of ${plural("en", all, { one: `${n(all)} demand`, other: `${n(all)} demands` })}`,
    none: "No letter yet",
    delivered: "delivered",
    sent: "sent",
    waiting: "waiting",
    spam: "delivered, and marked as spam",
    notKnown: "not known whether it left",
    notDelivered: "not delivered",
    noAddress: "no known address",
    leftOut: "written to recently",
    notWritten: "not written to",
    stances: {
      supports: "Supports",
      partly: "Supports in part",
      opposes: "Opposes",
      "no-answer": "No answer",
      declined: "Declined to say",
    },
    earlier: "Earlier answers",
    corrected: (date: string) => `the entry was corrected on ${date}`,
    formerly: "No longer an MP",
  },
  letters: {
    title: "Letters to MPs",
    lead: "Every letter that was sent, with the totals as they stood then. An MP’s office can check its copy here.",
    none: "No letter was sent yet.",
    sentOn: (date: string) => `Counted on ${date}`,
    to: (count: number) =>
      plural("en", count, { one: `to ${n(count)} MP`, other: `to ${n(count)} MPs` }),
    text: "The letter, as written",
    fieldsNote: "What stands in {{double braces}} was filled in for each MP.",
    totals: "Totals as sent",
    byPlace: "By constituency, as sent",
    states: {
      draft: "Draft",
      approved: "Approved",
      sending: "Being sent",
      sent: "Sent",
      paused: "Paused",
      cancelled: "Stopped",
    },
    progress: (sent: number, all: number) => `${n(sent)} of ${n(all)} copies have left`,
    copies: (count: number) =>
      plural("en", count, { one: `${n(count)} copy`, other: `${n(count)} copies` }),
    rehearsed: "Rehearsal",
    asRehearsal: "a rehearsal, not sent to the MP",
    rehearsal:
      "This is a rehearsal: every copy goes to a stand-in address, and no MP is written to.",
  },
  errors: {
    400: page("That request cannot be read", "Nothing was changed. Go back and try again."),
    403: page(
      "That came from another site",
      "For your safety we take forms from our own pages only. Nothing was stored. Open the demand here and sign again.",
    ),
    404: page(
      "There is nothing here",
      "The address may be mistyped, or the link was cut in two. Try the demands.",
    ),
    405: page(
      "That cannot be done here",
      "This address does not take that kind of request. Nothing was changed.",
    ),
    410: page("This is closed", "It takes no more signatures. The others are still open."),
    413: page(
      "That is too much",
      "The form was larger than we can take. Nothing was stored. Shorten it and send it again.",
    ),
    415: page("That form cannot be read", "Send it from the page itself. Nothing was stored."),
    421: page("This is not that site", "The address in your browser belongs to another site."),
    429: page(
      "Too many in a short time",
      "Several people seem to sign from your network. Nothing was stored. Wait a few minutes and send it again.",
    ),
    500: page(
      "Something went wrong on our side",
      "What was acknowledged before is safe. Please try again in a minute.",
    ),
    503: page("We cannot take this right now", "Nothing was stored. Please try again in a minute."),
    reference: "Reference",
    home: "To the demands",
  },
};

export type Words = typeof en;
