/** The tables as Kysely sees them: what a query may name, and the types that come back. */
import type { ColumnType, Generated, GeneratedAlways, Selectable } from "kysely";

import type { Json } from "./json.ts";

type Time = ColumnType<Date, Date, Date>;
type MaybeTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
/** A calendar day, `YYYY-MM-DD`; never a moment. */
type Day = ColumnType<string, string, string>;
type MaybeDay = ColumnType<string | null, string | null | undefined, string | null>;
/** Written as JSON text, read as a value. */
type JsonColumn<T> = ColumnType<T, string, string>;

export type LocaleCode = "en" | "uk" | "kk" | "ru";
export type DemandState = "draft" | "open" | "closed" | "removed";
export type Outcome =
  | "none"
  | "acknowledged"
  | "presented"
  | "answered"
  | "promised"
  | "partly-met"
  | "met"
  | "refused";
/** What stands on a demand's timeline: news, the addressee's answer, an outcome, a step of its life. */
export type UpdateKind =
  "update" | "answer" | "outcome" | "opened" | "closed" | "reopened" | "retired" | "restored";
export type MailState =
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "bounced"
  | "complained"
  | "failed"
  | "cancelled"
  | "unknown";
export type LetterState = "draft" | "approved" | "sending" | "sent" | "paused" | "cancelled";
/** Of an update to those who signed. */
export type SupporterUpdateState = LetterState;
/** Of the mail of an update to one who signed; what came back has left before. */
export type SupporterMailState = "waiting" | "queued" | "left" | "returned" | "failed" | "unknown";
/** Of a member's copy of a letter. */
export type CopyState =
  | "waiting"
  | "queued"
  | "sent"
  | "delivered"
  | "bounced"
  | "complained"
  | "failed"
  | "unknown"
  | "recent"
  | "not-yet"
  | "no-address"
  | "no-seat"
  | "asked-not"
  | "left-out"
  | "cancelled";
/** How often a member is written to. */
export type CadenceChoice = "each" | "monthly" | "threshold" | "never";
export type StanceKind = "supports" | "partly" | "opposes" | "no-answer" | "declined";
/** What an office can say by its link. */
export type GivenStance = Exclude<StanceKind, "no-answer">;
/** What organisers did with a version of what an office gave. */
export type AnswerDecision = "published" | "kept-back" | "taken-down";
/** What a mail that came in is. */
export type InboundKind = "report" | "automatic" | "unverified" | "answer" | "unreadable";
export type VelocityKind = "all" | "domain" | "place" | "network";
/** What was seen: one domain, many new ones, unlisted ones altogether, one place, one network. */
export type AlarmKind = "domain" | "new-domains" | "unlisted" | "place" | "network";
/** Of a signature that is not counted. */
export type SetAside = "held" | "invalidated";
export type ReviewDeed = "hold" | "release" | "invalidate";
/** `finding`: its set is being frozen; `found`: it can be looked at and begun; `dropped`: thrown away before. */
export type ReviewState =
  "finding" | "found" | "running" | "done" | "cancelled" | "undoing" | "undone" | "dropped";
export type ImportKind = "members" | "areas" | "postcodes" | "sittings";
/** `placing`: done, and those who signed before are being placed; `dropped`: thrown away before it was run. */
export type ImportState =
  | "arriving"
  | "waiting"
  | "tried"
  | "running"
  | "placing"
  | "done"
  | "failed"
  | "undone"
  | "dropped";
/** Of a list of addresses to be invited. */
export type InviteListState = "read" | "running" | "paused" | "done" | "cancelled" | "dropped";
/** Of a letter in one's own words: `back` is to be given back to its writer. */
export type OwnLetterState =
  "typed" | "held" | "waiting" | "queued" | "left" | "unknown" | "back" | "given-back";
/** Why it is held, or given back. */
export type OwnLetterWhy = "threat" | "rate" | "bounced" | "refused" | "unreachable" | "late";
export type OwnLetterOutcome = "answered" | "acknowledged" | "none";
export type Role = "owner" | "organiser" | "viewer";
/** What the demo's first run makes up, beside signatures. An answer goes with its member. */
export type SampleKind = "member" | "letter" | "update" | "entry";
/** How a session was begun. */
export type SignInWay = "link" | "passkey" | "invitation";

export interface Database {
  legislature: {
    id: string;
    name: string;
    country: string;
    seats: number;
    time_zone: string;
    letters_stopped: Generated<boolean>;
  };
  /** When a legislature sits, or is in recess; both days are part of it. */
  sitting_period: {
    legislature_id: string;
    from_on: Day;
    to_on: Day;
    kind: "sitting" | "recess";
    name: string;
  };
  area: {
    code: string;
    legislature_id: string;
    name: string;
    name_cy: string | null;
    region_code: string;
    region: string;
    country: string;
    electorate: number | null;
    parliament_id: number | null;
    hex_q: number | null;
    hex_r: number | null;
  };
  postcode: { code: string; area_code: string };
  member: { id: number; legislature_id: string; name: string; full_title: string; party: string };
  membership: { member_id: number; area_code: string; started_on: Day; ended_on: MaybeDay };
  member_contact: {
    member_id: number;
    source: "file" | "api" | "organiser";
    email: string;
    seen_on: Day;
    stale: Generated<boolean>;
  };
  /** How often a member is written to, where they have said so themselves. */
  member_cadence: {
    member_id: number;
    choice: CadenceChoice;
    /** So many more signatures in the constituency. */
    threshold: number | null;
    set_at: Time;
  };
  /** Members who asked not to be written to; the reason is for organisers alone. */
  do_not_write: {
    member_id: number;
    reason: string;
    asked_on: Day;
    /** Null where the organiser is one no longer. */
    set_by: number | null;
    set_at: Time;
  };
  /** Labels of parties that are branches of another; one level. */
  party_branch: { label: string; parent: string };

  demand: {
    id: Generated<number>;
    slug: string;
    state: Generated<DemandState>;
    outcome: Generated<Outcome>;
    goal: number | null;
    topics: Generated<string[]>;
    text_version: Generated<number>;
    signature_count: Generated<number>;
    /** Confirmed, and not counted before somebody has looked. */
    held_count: Generated<number>;
    created_at: Time;
    updated_at: Time;
    /** Of a draft: when it opens by itself. */
    opened_at: MaybeTime;
    closes_at: MaybeTime;
    closed_at: MaybeTime;
    response_threshold_reached_at: MaybeTime;
    debate_threshold_reached_at: MaybeTime;
    /** When one of its counts last moved. */
    counted_at: MaybeTime;
    position: Generated<number>;
  };
  /** What its petition on paper says, as `demands/paper/petition.ts` takes it; of a demand without one there is no row. */
  demand_paper: { demand_id: number; declares: string; requests: string };
  /** The slugs that demands had: they lead to the demand for ever. */
  demand_slug: { slug: string; demand_id: number; created_at: Time };
  demand_text: {
    demand_id: number;
    version: number;
    locale: LocaleCode;
    title: string;
    summary: string;
    body: string;
    addressee: string;
    translated_by: string | null;
    created_at: Time;
    /** The revision of the English that a translation was made from; of the English: its own. */
    english_revision: Generated<number>;
  };
  /** Every English text that was kept. */
  demand_english: {
    demand_id: number;
    revision: number;
    title: string;
    summary: string;
    body: string;
    addressee: string;
    created_at: Time;
  };
  demand_update: {
    id: GeneratedAlways<number>;
    demand_id: number;
    kind: UpdateKind;
    outcome: Outcome | null;
    /** In English, as the body is; of a step of its life it may be empty. */
    subject: string;
    body: string;
    source_url: string | null;
    occurred_on: Day;
    created_at: Time;
    updated_at: Time;
    /** Taken off the timeline, and can be put back. */
    removed_at: MaybeTime;
  };
  /** An entry of the timeline in another language. */
  demand_update_text: {
    update_id: number;
    locale: Exclude<LocaleCode, "en">;
    subject: string;
    body: string;
  };

  signing: {
    id: string;
    signer_key: Buffer;
    key_version: number;
    person: Buffer;
    demand_ids: number[];
    text_versions: number[];
    place: string;
    locale: LocaleCode;
    updates: boolean;
    consent_version: number;
    created_at: Time;
    /** The key of its mail allowance; null when that is the signer's own. */
    inbox_key: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    /** Names its mail domain; 64 bits, more than a number holds: compare it in SQL, or read it `::text`. */
    domain_key: ColumnType<number | null, string | null | undefined, string | null>;
    /** A label of the link that was followed to the form. */
    source: ColumnType<string | null, string | null | undefined, string | null>;
  };
  /**
   * Of a person, or, a month after its demand closed, a number: then its key is random, its time the beginning of the
   * month, and of the rest only demand, wording, place and whether it counts are left.
   */
  signature: {
    demand_id: number;
    signer_key: Buffer;
    key_version: ColumnType<number | null, number, number>;
    person: ColumnType<Buffer | null, Buffer, Buffer>;
    text_version: number;
    place: string;
    locale: ColumnType<LocaleCode | null, LocaleCode, LocaleCode>;
    updates: boolean;
    consent_version: ColumnType<number | null, number, number>;
    consented_at: ColumnType<Date | null, Date, Date>;
    confirmed_at: Time;
    /** As of the signing. */
    domain_key: ColumnType<number | null, string | null | undefined, string | null>;
    source: ColumnType<string | null, string | null | undefined, string | null>;
    /** Null for what is counted. */
    set_aside: ColumnType<SetAside | null, SetAside | null | undefined, SetAside | null>;
    /** The bulk work that changed it last. */
    review_id: ColumnType<number | null, number | null | undefined, number | null>;
    /** Of what was invalidated: links of forms that were sent no later confirm nothing. */
    spent_until: ColumnType<Date | null, Date | null | undefined, Date | null>;
  };
  /** Demands whose people are being forgotten; `ended_at` once none is left. */
  demand_retention: { demand_id: number; begun_at: Time; ended_at: MaybeTime };
  /** Of who asked for news of a demand, once they are forgotten as its signer: 12 months long. */
  news_address: {
    signer_key: Buffer;
    demand_id: number;
    /** Sealed as a person is, without a name and a postcode. */
    address: Buffer;
    key_version: number;
    locale: LocaleCode;
    consent_version: number;
    consented_at: Time;
    kept_since: Time;
  };
  tally_place: { demand_id: number; place: string; signature_count: number };
  /** Of the last hours; what is older is in its hour. Less than nothing where who withdrew is there already. */
  tally_minute: { demand_id: number; minute: Time; signature_count: number };
  tally_hour: { demand_id: number; hour: Time; signature_count: number };
  tally_correction: {
    id: GeneratedAlways<number>;
    demand_id: number;
    place: string;
    /** Less than nothing where it was put back. */
    number: number;
    reason: "withdrawn" | "duplicate" | "invalid" | "erased";
    created_at: Time;
  };
  /** What was erased, named by a keyed hash (`erasureName`), and when last. */
  erasure: { name: Buffer; at: Time };
  mail_allowance: {
    /** An inbox's: that of the signer who signs by its plain address. */
    signer_key: Buffer;
    day_began_at: Time;
    day_count: number;
    last_at: Time;
    last_demand_ids: number[];
    mailed_demand_ids: number[];
  };
  link_allowance: { inbox_key: Buffer; day_began_at: Time; day_count: number; last_at: Time };
  blocked_domain: {
    domain: string;
    reason: Generated<string>;
    set_by: ColumnType<number | null, number | null | undefined, number | null>;
    set_at: MaybeTime;
  };
  suppression: {
    signer_key: Buffer;
    reason: "not-me" | "bounced" | "complained" | "blocked";
    until: Time;
    created_at: Time;
  };

  mail_message: {
    id: string;
    kind: string;
    recipient: Buffer;
    key_version: number;
    recipient_key: Buffer | null;
    params: JsonColumn<Json>;
    locale: LocaleCode;
    priority: number;
    state: Generated<MailState>;
    not_before: Time;
    batch_id: string | null;
    provider_id: string | null;
    problem: string | null;
    created_at: Time;
    settled_at: MaybeTime;
  };
  mail_batch: {
    id: string;
    message_ids: string[];
    state: Generated<"open" | "done" | "unknown">;
    attempts: Generated<number>;
    first_tried_at: MaybeTime;
    lease_until: Time;
    created_at: Time;
    /** The version of the campaign's settings that its mails are written with. */
    letterhead: ColumnType<number | null, number | null | undefined, number | null>;
  };
  mail_pause: {
    transport: string;
    until: Time;
    reason: string;
    data: JsonColumn<Json>;
    halted: boolean;
    created_at: Time;
  };
  mailbox: {
    id: string;
    recipient: string;
    sender: string;
    reply_to: string | null;
    subject: string;
    html: string;
    text: string;
    headers: JsonColumn<Record<string, string>>;
    tags: JsonColumn<Record<string, string>>;
    created_at: Time;
  };
  webhook_event: { id: string; type: string; message_id: string | null; created_at: Time };

  organiser: {
    id: GeneratedAlways<number>;
    email_key: Buffer;
    email: Buffer;
    key_version: number;
    role: Role;
    created_at: Time;
  };
  organiser_link: {
    id: string;
    organiser_id: number | null;
    /** When its mail leaves. */
    created_at: Time;
    used_at: MaybeTime;
    /** How long it opens. */
    minutes: Generated<number>;
  };
  organiser_session: {
    token_hash: Buffer;
    organiser_id: number;
    created_at: Time;
    seen_at: Time;
    id: GeneratedAlways<number>;
    way: Generated<SignInWay>;
  };
  organiser_invitation: {
    id: string;
    email_key: Buffer;
    email: Buffer;
    key_version: number;
    role: Role;
    invited_by: number;
    created_at: Time;
    mailed_at: Time;
  };
  organiser_passkey: {
    id: GeneratedAlways<number>;
    credential_id: Buffer;
    organiser_id: number;
    public_key: Buffer;
    /** Of its uses, as the authenticator counts them; most count none. */
    counter: number;
    transports: string[];
    name: string;
    created_at: Time;
    used_at: MaybeTime;
  };
  /** Challenges that were answered. */
  organiser_challenge: { id: Buffer; used_at: Time };
  audit: {
    id: GeneratedAlways<number>;
    at: Time;
    organiser_id: number | null;
    action: string;
    subject: string;
    before: JsonColumn<Json> | null;
    after: JsonColumn<Json> | null;
  };
  /** Its place in the chain; the database makes one for each entry. */
  audit_link: { n: number; audit_id: number; hash: Buffer };
  /** The last entry that was deleted for its age; 0 while there is none. */
  audit_anchor: { one: Generated<boolean>; n: number; hash: Buffer };
  /** How the chain was found last. */
  audit_check: {
    one: Generated<boolean>;
    at: Time;
    entries: number;
    n: number;
    hash: Buffer;
    broken: string | null;
  };
  organiser_task: {
    id: GeneratedAlways<number>;
    kind: string;
    subject: string;
    data: JsonColumn<Json>;
    created_at: Time;
    done_at: MaybeTime;
  };

  campaign_setting: {
    /** 1, 2, …: the highest stands. */
    version: number;
    names: JsonColumn<Partial<Record<LocaleCode, string>>>;
    email: string | null;
    address: string | null;
    telephone: string | null;
    sender: string | null;
    organiser_id: number | null;
    created_at: Time;
  };
  /** What organisers have said or begun once, by its name. */
  campaign_mark: {
    name: string;
    data: JsonColumn<Json>;
    organiser_id: number | null;
    made_at: Time;
  };
  /** At most one is not reopened. */
  campaign_closing: {
    id: GeneratedAlways<number>;
    closed_at: Time;
    organiser_id: number | null;
    note: string;
    /** Those that were open, and that reopening opens again. */
    demand_ids: number[];
    /** Whether letters were allowed before. */
    stopped_letters: boolean;
    reopened_at: MaybeTime;
  };

  velocity: { kind: VelocityKind; slot: Time; key: string; count: number };
  alarm: {
    id: GeneratedAlways<number>;
    kind: AlarmKind;
    began_at: Time;
    ended_at: MaybeTime;
    facts: JsonColumn<Json>;
  };

  review: {
    id: GeneratedAlways<number>;
    deed: ReviewDeed;
    conditions: JsonColumn<Json>;
    reason: string;
    state: Generated<ReviewState>;
    /** Signatures in the frozen set; null while it is looked for. */
    number: number | null;
    /** Of them gone through, and of those really changed. */
    done: Generated<number>;
    changed: Generated<number>;
    /** The same of undoing. */
    undone: Generated<number>;
    restored: Generated<number>;
    /** Null where a line was crossed. */
    organiser_id: number | null;
    created_at: Time;
    found_at: MaybeTime;
    begun_at: MaybeTime;
    finished_at: MaybeTime;
    undone_at: MaybeTime;
    undone_by: ColumnType<number | null, number | null | undefined, number | null>;
    /** What the set held when it was found, by demand and by place. */
    seen: JsonColumn<Json> | null;
  };
  review_signature: {
    review_id: number;
    place: number;
    demand_id: number;
    signer_key: Buffer;
    /** What it was before; null where it was not changed. */
    was: ColumnType<"counted" | "held" | null, undefined, "counted" | "held">;
  };
  domain_rule: {
    /** 64 bits, more than a number holds: compare it in SQL, or read it `::text`. */
    domain_key: ColumnType<number, string, string>;
    rule: "held" | "listed";
    name: string | null;
    reason: string;
    /** Null where a line was crossed. */
    set_by: number | null;
    set_at: Time;
  };
  /** A day long: the network of the day from which many signings were confirmed. */
  network_signing: { network: string; signing_id: string; confirmed_at: Time };

  letter: {
    id: GeneratedAlways<number>;
    subject: string;
    body: string;
    demand_ids: number[];
    audience: JsonColumn<Json>;
    per_hour: number;
    send_window: "any" | "office-hours";
    state: Generated<LetterState>;
    created_by: number | null;
    approved_by: number | null;
    override_reason: string | null;
    rehearsal: Generated<boolean>;
    counted_at: MaybeTime;
    next_at: MaybeTime;
    created_at: Time;
    approved_at: MaybeTime;
    finished_at: MaybeTime;
    /** When it is to be sent by itself; who said so, and the version of what they saw. */
    send_at: MaybeTime;
    scheduled_by: number | null;
    scheduled_version: string | null;
    /** May go out again by itself to members who chose a number. */
    repeatable: Generated<boolean>;
  };
  /** A letter of one copy that went out again by itself, where so many more had signed. */
  letter_repeat: {
    letter_id: number;
    repeat_of: number;
    member_id: number;
    demand_id: number;
    /** The letter of the member's copy before it; 0 where there was none. */
    after_letter_id: number;
    rehearsal: boolean;
    made_at: Time;
  };
  letter_approval: {
    letter_id: number;
    /** Of all that was seen. */
    version: string;
    parts: JsonColumn<Json>;
  };
  letter_total: { letter_id: number; demand_id: number; place: string; signature_count: number };
  letter_copy: {
    letter_id: number;
    member_id: number;
    area_code: string;
    position: number;
    has_address: boolean;
    state: CopyState;
    /** Null before it is mailed, and so are its words. */
    mail_id: string | null;
    subject: string | null;
    body: string | null;
    /** What went wrong with its mail, fit to be shown. */
    problem: string | null;
  };
  /** Members whom organisers left out of a letter. */
  letter_left_out: {
    letter_id: number;
    member_id: number;
    left_out_by: number | null;
    left_out_at: Time;
  };
  /** The mails that a copy has had, each with the times at which something was heard of it. */
  letter_try: {
    mail_id: string;
    letter_id: number;
    member_id: number;
    /** Null where nobody kept it. */
    address: string | null;
    made_at: Time;
    left_at: MaybeTime;
    delivered_at: MaybeTime;
    bounced_at: MaybeTime;
    complained_at: MaybeTime;
    failed_at: MaybeTime;
    problem: string | null;
    /** Under which it left, with its brackets; null where nobody has told. */
    message_id: Generated<string | null>;
  };
  /** Answers; of those of a member to a demand the one with the latest date stands, of one day the last. */
  stance: {
    member_id: number;
    demand_id: number;
    stance: StanceKind;
    quote: string;
    source: string;
    stated_on: Day;
    id: GeneratedAlways<number>;
    corrected_at: MaybeTime;
    /** What it was published from; null where an organiser wrote it down. */
    given_id: ColumnType<number | null, number | null | undefined, number | null>;
  };
  /** What a member's office answers to a demand by the link in a copy, of whichever letter. */
  given_answer: {
    id: GeneratedAlways<number>;
    member_id: number;
    demand_id: number;
    /** Its last version. */
    version: number;
    /** The version that stands in public; null while none does. */
    published: number | null;
  };
  given_version: {
    answer_id: number;
    version: number;
    /** Whose link was used; null where the letter is there no longer. */
    letter_id: number | null;
    stance: GivenStance;
    /** The statement and who gave it; null once it is erased. */
    said: Buffer | null;
    key_version: number | null;
    given_at: Time;
    /** Null while nobody has decided. */
    decision: ColumnType<AnswerDecision | null, undefined, AnswerDecision>;
    decided_at: MaybeTime;
    decided_by: ColumnType<number | null, number | null | undefined, number | null>;
    reason: ColumnType<string | null, string | null | undefined, string | null>;
  };
  inbound_mail: {
    id: GeneratedAlways<number>;
    provider_id: string;
    received_at: Time;
    /** The copy that it answers, as far as it is known. */
    letter_id: number | null;
    member_id: number | null;
    /** When it is to be fetched next; null once it was, or never can be. */
    due_at: MaybeTime;
    tries: Generated<number>;
    /** Null until it was fetched. */
    kind: ColumnType<InboundKind | null, InboundKind | null | undefined, InboundKind | null>;
    /** What decided its kind. */
    sign: ColumnType<string | null, string | null | undefined, string | null>;
    /** Why it is not sure that it is the member's; null where it is. */
    doubt: ColumnType<string | null, string | null | undefined, string | null>;
    casework: Generated<string[]>;
    /** What it says; null where nothing could be read, and once it was purged. */
    sealed: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    key_version: ColumnType<number | null, number | null | undefined, number | null>;
    purged_at: MaybeTime;
    /** When an organiser recorded it as the member's answer. */
    recorded_at: MaybeTime;
    done_at: MaybeTime;
  };

  supporter_update: {
    id: GeneratedAlways<number>;
    demand_ids: number[];
    per_hour: number;
    state: Generated<SupporterUpdateState>;
    created_by: number | null;
    approved_by: ColumnType<number | null, number | null | undefined, number | null>;
    approved_version: ColumnType<string | null, string | null | undefined, string | null>;
    override_reason: ColumnType<string | null, string | null | undefined, string | null>;
    created_at: Time;
    approved_at: MaybeTime;
    begun_at: MaybeTime;
    next_at: MaybeTime;
    finished_at: MaybeTime;
    /** Where it has come to in the order of signers' keys: right behind the last one who had their turn. */
    passed: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    all_passed: Generated<boolean>;
    /** When it began. */
    people: ColumnType<number | null, number | null | undefined, number | null>;
    has_left: Generated<number>;
    returned: Generated<number>;
    failed: Generated<number>;
    unknown: Generated<number>;
    limited: Generated<number>;
  };
  supporter_update_text: { update_id: number; locale: LocaleCode; subject: string; body: string };
  /** To whom an update was mailed when; 14 days long. */
  supporter_mail: {
    signer_key: Buffer;
    update_id: number;
    /** Null while it waits. */
    mail_id: string | null;
    state: SupporterMailState;
    mailed_at: Time;
  };

  import_run: {
    id: GeneratedAlways<number>;
    kind: ImportKind;
    source: "file" | "api";
    state: ImportState;
    /** The file's name as it was given, or the name of another source. */
    name: string;
    bytes: Generated<number>;
    /** Regions or countries that a list of members is the whole of; none for the whole House. */
    part_of: Generated<string[]>;
    /** Taken, or to be taken, though doubtful. */
    is_forced: Generated<boolean>;
    /** Was stopped, for what it would have done was no longer what was seen. */
    is_otherwise: Generated<boolean>;
    /** How often the step in hand was begun: one that ends its process each time is given up. */
    begun: Generated<number>;
    progress: string | null;
    /** What it would do, or did, or why it could not be done. */
    told: JsonColumn<Json> | null;
    /** Null for the command line. */
    organiser_id: number | null;
    created_at: Time;
    finished_at: MaybeTime;
    undone_at: MaybeTime;
    undone_by: number | null;
  };
  import_chunk: { run_id: number; place: number; bytes: Buffer };
  /** A row that an import wrote, as it was and as it left it; null where there was or is none. */
  import_change: {
    run_id: number;
    place: number;
    of_table: "area" | "member" | "membership" | "member_contact" | "sitting_period";
    before: JsonColumn<Json> | null;
    after: JsonColumn<Json> | null;
  };

  /** A letter that somebody wrote to their own member. */
  own_letter: {
    id: string;
    signer_key: Buffer;
    demand_id: number;
    member_id: number;
    area_code: string;
    state: OwnLetterState;
    why: OwnLetterWhy | null;
    key_version: number;
    /** Sealed with the id as its owner; null once it is erased, as its sketch. */
    letter: Buffer | null;
    sketch: Buffer | null;
    locale: LocaleCode;
    /** It went to a stand-in for the member's address. */
    rehearsal: Generated<boolean>;
    mail_id: string | null;
    created_at: Time;
    confirmed_at: MaybeTime;
    left_at: MaybeTime;
    asked_at: MaybeTime;
    outcome: OwnLetterOutcome | null;
  };
  /** How many there were, once they are forgotten. */
  own_letter_past: { demand_id: number; area_code: string; letters: number };
  /** Whether such letters go to a member, and when the next one may. */
  own_letter_route: { member_id: number; is_open: Generated<boolean>; next_at: MaybeTime };

  supporter_export: {
    id: GeneratedAlways<number>;
    kind: "list" | "remove";
    /** Whom the file is for, and why: shown to those who are in it. */
    recipient: string;
    reason: string;
    demand_ids: number[];
    people: Generated<number>;
    organiser_id: number | null;
    created_at: Time;
    /** Null where the file was not written to its end. */
    ended_at: MaybeTime;
  };
  exported_supporter: {
    /** Stands in exports and nowhere else. */
    external_id: Buffer;
    /** Null once nothing else is kept of the signer. */
    signer_key: Buffer | null;
    demand_ids: number[];
    export_ids: number[];
    /** The last list of those to be removed that it stood in. */
    removal_id: number | null;
    unlinked_at: MaybeTime;
  };
  invite_list: {
    id: GeneratedAlways<number>;
    state: Generated<InviteListState>;
    demand_id: number;
    locale: LocaleCode;
    per_hour: number;
    /** Who collected the addresses, when, under which words. */
    collector: string;
    collected: string;
    wording: string;
    addresses: number;
    /** Of them, those that got none when it was read. */
    set_aside: number;
    unreadable: number;
    unreadable_lines: number[];
    /** Addresses that had their turn. */
    handled: Generated<number>;
    organiser_id: number | null;
    created_at: Time;
    begun_at: MaybeTime;
    next_at: MaybeTime;
    finished_at: MaybeTime;
  };
  /** An address, until its mail has settled. */
  invite: {
    list_id: number;
    place: number;
    signer_key: Buffer;
    inbox_key: Buffer;
    key_version: number;
    address: Buffer;
    locale: LocaleCode;
    /** Null while it waits for its turn. */
    mail_id: string | null;
  };
  /** Inboxes that were invited, for twelve months; for good where they want no more of it. */
  invited: {
    inbox_key: Buffer;
    signer_key: Buffer;
    invited_at: Time;
    never: Generated<boolean>;
  };
  /** The versions of the keys that this database was filled with. */
  ring_key: {
    version: number;
    /** Tells another key under the same version; null until a start has shown the key. */
    digest: Buffer | null;
    /** Signers are named with it, on top of those before; the last of these signs links. */
    names: Generated<boolean>;
    /** When a site first started with it; null while none has. */
    served_at: MaybeTime;
    /** When nothing that it seals was left; null while there may be something. */
    unused_since: MaybeTime;
  };
  /** What the demo's first run made up; none in a deployment. Its signatures are those without a consent. */
  sample_row: { kind: SampleKind; id: number };
}

export type Row<Table extends keyof Database> = Selectable<Database[Table]>;
