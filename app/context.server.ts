/** The composition root: everything that a request or a background task is given. */
import type { Logger } from "pino";

import { type Connection, connectAlive, connectOwner, type Db } from "#db/connection.ts";
import { Busy, groupCommit } from "#db/group-commit.ts";
import { isCurrent } from "#db/migrate.ts";
import { areDaysMade } from "#db/partitions.ts";
import { connectReads } from "#db/reads.ts";
import type { LocaleCode } from "#db/schema.ts";
import { sayRarely } from "#db/say-rarely.ts";
import { singleFlight } from "#db/single-flight.ts";

import type { MailHearer } from "#emails/hearer.ts";
import { renderSamples } from "#emails/samples.ts";

import { type HeldLook, holdDomainLook } from "./campaign/dns/hold-look.server.ts";
import { lackingForMail } from "./campaign/campaign.ts";
import { type HeldCampaign, holdCampaign } from "./campaign/held-campaign.server.ts";
import type { Config } from "./config.server.ts";
import { type Cards, createCards } from "./demands/card/cards.server.ts";
import { createDrawer } from "./demands/card/drawer.server.ts";
import { awayTeller, describeFault } from "./fault.server.ts";
import type { HostTools, RequestFacts } from "./host/given.ts";
import { deriveKeys, type Keys, localKeyRing, networkKey } from "./keys.server.ts";
import { verifyNaming } from "./sealing/verify-naming.server.ts";
import { createMetrics, type Metrics } from "./host/figures/metrics.server.ts";
import { type Click, confirmClicks } from "./signatures/confirm.server.ts";
import { createCrowds, type Crowds } from "./signatures/crowd.ts";
import { countWords, type CountedWords } from "./signatures/count-words.server.ts";
import { createProofs, type Proofs } from "./signatures/proof.server.ts";
import { type NewSigning, storeSignings } from "./signatures/sign.server.ts";
import { createProxyWatch, type ProxyWatch } from "./host/proxy-watch.server.ts";
import { mailHearer } from "./mail/hearer.server.ts";
import { mailTools } from "./mail/mail-tools.server.ts";
import { type PageMails, pageMails } from "./mail/page-mails.server.ts";
import { type TakeWebhook, webhookTaker } from "./mail/take-webhook.server.ts";
import { type Changes, createChanges } from "./host/changes.server.ts";
import { createLimits, type Limits } from "./limits.ts";
import { type HeldLists, holdLists } from "./pages/lists/held-lists.server.ts";
import { admit } from "./pages/session.server.ts";
import { createLog, pulseTeller } from "./process/log.server.ts";
import { readFigures } from "./process/read-figures.server.ts";
import { createLooks, type Looks } from "./review/looks.server.ts";
import { holdAreas, type HeldAreas } from "./places/held-areas.server.ts";
import { createVelocity, keepFlushing } from "./review/velocity.server.ts";
import { type NewAsk, storeAsks } from "./signatures/manage/ask.server.ts";
import { refusalTeller, type TellRefused } from "./host/figures/refused.server.ts";
import type { Grouped } from "./signatures/submit.server.ts";

export interface AppContext extends Connection, PageMails {
  /** For public pages, which may be some seconds behind: a replica, or else `db`. */
  reads: Db;
  /** By the user that may make and change tables, where this process has its address; else the same connections. */
  owner: Pick<Connection, "db" | "pool">;
  config: Config;
  /** What the campaign says of itself, as of some seconds ago. */
  campaign: HeldCampaign;
  /** What the DNS says of the domain that mails are from; undefined where no mail leaves this machine. */
  domainLook: HeldLook | undefined;
  /** The images of demands. */
  cards: Cards;
  keys: Keys;
  clock: () => Date;
  limits: Limits;
  crowds: Crowds;
  proofs: Proofs;
  grouped: Grouped;
  /** How many signed which words of a demand, as of a minute ago at most. */
  countWords: (demandId: number) => Promise<CountedWords>;
  /** All constituencies, as of some seconds ago. */
  areas: () => Promise<HeldAreas>;
  /** What searches look through, as of some seconds ago. */
  lists: HeldLists;
  /** Looks at signatures in numbers, each as of some seconds ago. */
  looks: Looks;
  /** Resolves once it is committed, or to `busy` when nothing was stored. */
  askForLink: (asked: NewAsk) => Promise<"taken" | "busy">;
  /**
   * Whether somebody seems to stuff the lists, as of some seconds ago: everybody who signs is then asked
   * for a proof of work.
   */
  isAlarmed: () => boolean;
  admit: HostTools["admit"];
  log: Logger;
  /** Counts and writes down that somebody was not let in. */
  tellRefused: TellRefused;
  /** Whether a fault is the database's being away, which it has then written down for everybody. */
  tellAway: (error: unknown) => boolean;
  /** Whether the database answers and its schema is current. */
  isReady: () => Promise<boolean>;
  /** Whether the tables are made that take the signings of today and tomorrow. */
  areDaysMade: () => Promise<boolean>;
  /** Takes a provider's webhook as it came. */
  takeWebhook: TakeWebhook;
  /** Told what became of mails. */
  mailHearer: MailHearer;
  metrics: Metrics;
  changes: Changes;
  proxyWatch: ProxyWatch;
  /** In development: a sample of every mail in a language. */
  sampleMails:
    | ((locale: LocaleCode) => { kind: string; subject: string; html: string; text: string }[])
    | undefined;
}

/** What loaders and actions get as `context`: the above, and what the host knows of the request. */
export type RequestContext = AppContext & RequestFacts;

/**
 * @param options.dev whether sources are being worked on: shows samples of mails
 * @param changes told whenever something that public pages show has changed
 */
export function createContext(
  config: Config,
  databaseUrl: string,
  options = { dev: false },
  changes = createChanges(),
): AppContext {
  const log = createLog(config);
  const clock = () => new Date();
  const warn = (fields: object, message: string) => log.warn(fields, message);
  const sayBroken = sayRarely(warn);
  let closes = false;
  // once all are to end, how one of them does is no news
  const onFault = ({ message }: Error) =>
    closes ? undefined : sayBroken({ problem: message }, "a database connection broke");
  const hear = pulseTeller(log);
  const keys = deriveKeys(config.keyRing ?? localKeyRing(config.dataDir));
  const connection = connectAlive(databaseUrl, onFault, hear("database"), verifyNaming(keys));
  const { readUrl, migrateUrl } = config;
  const replica = readUrl ? connectReads(readUrl, connection, onFault, hear("replica")) : undefined;
  const owner = migrateUrl ? connectOwner(migrateUrl, onFault) : undefined;
  const { db } = connection;
  const velocity = createVelocity(db, clock, (network) => networkKey(keys, network, clock()));
  const tellAway = awayTeller(warn);
  const stopFlushing = keepFlushing(velocity, (error) => {
    if (tellAway(error)) return;
    log.warn(describeFault(error), "confirmations by domain, place and network wait to be stored");
  });
  // pages that are kept say who runs the campaign
  const campaign = holdCampaign(
    db,
    () => performance.now(),
    () => changes.made(),
  );
  changes.onMade((slugs) => {
    // what moves with signatures names its demands
    if (!slugs) campaign.renew().catch(() => {});
  });
  const metrics = createMetrics(
    connection,
    () => readFigures(db, lackingForMail(campaign.now()).length, clock()),
    velocity.isAlarmed,
  );
  const tellRefused = refusalTeller(warn, metrics.countRefused);
  const sign = groupCommit(
    "sign",
    (signing) => signing.inboxKey.toString("latin1"),
    (signings: readonly NewSigning[]) => storeSignings(db, signings),
    metrics,
  );
  const confirm = groupCommit(
    "confirm",
    (click: Click) => click.id,
    (clicks) => confirmClicks(db, clicks, clock()),
    metrics,
  );
  const askForLink = groupCommit(
    "link",
    (asked: NewAsk) => asked.inboxKey.toString("latin1"),
    (asks) => storeAsks(db, asks),
    metrics,
  );
  const drawer = createDrawer(warn);
  const reads = replica ? replica.db : connection.db;
  return {
    ...connection,
    reads,
    owner: owner ?? connection,
    countWords: countWords(reads, clock),
    areas: holdAreas(reads, clock),
    lists: holdLists(reads, clock, changes),
    looks: createLooks(db, clock),
    close: async () => {
      closes = true;
      await Promise.all([stopFlushing(), drawer.close()]);
      await Promise.all([replica?.close(), owner?.close()]);
      await connection.close();
    },
    config,
    campaign,
    domainLook: holdDomainLook(config.mail),
    cards: createCards(drawer.draw),
    keys,
    clock,
    isAlarmed: velocity.isAlarmed,
    admit: (ask) => admit({ db, config, clock, tellRefused }, ask),
    limits: createLimits(),
    crowds: createCrowds(),
    proofs: createProofs(keys, config),
    askForLink: (asked) => askForLink(asked).catch(sayBusy),
    grouped: {
      sign: (signing) => sign(signing).catch(sayBusy),
      confirm: singleFlight(
        ({ id, ticked }) => `${id} ${ticked?.join() ?? "*"}`,
        async (click: Click) => {
          const confirmed = await confirm(click).catch(sayBusy);
          if (confirmed !== "busy" && confirmed.isNew) {
            changes.made(confirmed.slugs);
            velocity.count(confirmed.place, confirmed.domainKey, click.visitor, click.id);
          }
          return confirmed;
        },
      ),
    },
    log,
    tellRefused,
    tellAway,
    mailHearer,
    metrics,
    changes,
    proxyWatch: createProxyWatch(config, log),
    takeWebhook: webhookTaker(db, config, keys, mailHearer, tellRefused, clock),
    ...pageMails(config, keys, campaign),
    sampleMails: options.dev
      ? (locale) => renderSamples(locale, mailTools(config, keys, campaign.now()))
      : undefined,
    isReady: () => isCurrent(db).catch(() => false),
    areDaysMade: () => areDaysMade(db, clock()),
  };
}

/** Here, where the error was made: routes are built apart, and would know another class of that name. */
function sayBusy(error: unknown): "busy" {
  if (error instanceof Busy) return "busy";
  throw error;
}
