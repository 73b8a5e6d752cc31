/** The way of a request: files, refusals, pages for everybody, then what is answered for one alone. */
import type { IncomingMessage, RequestListener } from "node:http";

import type { ServerBuild } from "@remix-run/node";

import { describeFault, makeReference } from "../fault.server.ts";
import { audienceOf, href, type Pattern } from "../paths.ts";
import { preferredLocale } from "../words/locale.ts";
import { createActor } from "./actions.server.ts";
import { createAdmission } from "./admission.server.ts";
import { type Address, createAddressReader } from "./address.server.ts";
import { decodeForm } from "./bodies/decode-form.ts";
import { preferredEncoding } from "./encoding.server.ts";
import type { HostTools, RequestFacts, SignInAgain } from "./given.ts";
import type { Asking } from "./asking.ts";
import { createGuard, isEncoded } from "./guard.server.ts";
import { answerOptions } from "./headers.server.ts";
import { memoize } from "./memoize.ts";
import { createPageCache, type Given, sayAge } from "./page-cache.server.ts";
import { createRenderer, sayFault, sayPlainly, toRequest } from "./render.server.ts";
import { createRedirects, withWholeQuery } from "./redirects.server.ts";
import type { RouteHandler } from "./route-handlers.server.ts";
import { sendStreamed, type StreamedAnswer } from "./streamed-answer.server.ts";
import { createBodyTaker } from "./bodies/take-body.server.ts";
import { createUploadTaker, isMultipart } from "./bodies/take-upload.server.ts";
import { BOUNDS, createTurns } from "./turns.ts";
import { visitorOf } from "./visitor.server.ts";
import {
  representationIn,
  type Representation,
  readWhole,
  send,
  type WholeAnswer,
} from "./whole-answer.server.ts";

/** What is served: the routes' handlers, and the build behind them, whose files and pages are kept. */
export interface Served {
  handlerOf: (pattern: Pattern) => RouteHandler;
  /** Undefined while sources are being worked on: then nothing is kept, so that edits show. */
  built: { build: ServerBuild; findFile: (path: string) => WholeAnswer | undefined } | undefined;
}

const noFields = new URLSearchParams();
/** Told to who sent a body in a coding, and to nobody else (RFC 9110, section 12.5.3). */
const takesPlain = ["accept-encoding", "identity"];
/** Whom a page for everybody is rendered for. */
const nobody = { visitor: "everybody", isThisMachine: false, isForwarded: false };

export function createListener(tools: HostTools, { handlerOf, built }: Served): RequestListener {
  const { config, metrics, changes, log, proxyWatch } = tools;
  const readAddress = createAddressReader(config.origin);
  const refusalOf = createGuard(config);
  const readLocale = memoize(preferredLocale);
  const readEncoding = memoize(preferredEncoding);
  const { render, refuse } = createRenderer(tools, handlerOf, built !== undefined);
  const redirect = createRedirects(config);
  const act = createActor(tools, built?.build, { refuse, redirect });
  const turns = createTurns();
  /** Pages may all wait for a slow database; who restarts what does not answer must not restart that. */
  const probeTurns = createTurns({ ...BOUNDS, atOnce: 2, waiting: 100 });
  const pages = createPageCache(turns);
  const takeBody = createBodyTaker();
  const takeUpload = createUploadTaker();
  changes.onMade(pages.changed);

  const askingOf = (
    req: IncomingMessage,
    address: Address,
    who: Pick<RequestFacts, "visitor" | "isThisMachine" | "isForwarded">,
  ): Asking => ({
    address,
    method: req.method!,
    facts: {
      ...who,
      locale: address.locale ?? readLocale(req.headers["accept-language"] ?? ""),
      prefix: address.prefix,
      fields: noFields,
      referrer: undefined,
      organiser: undefined,
      refusal: undefined,
    },
  });

  function give(req: IncomingMessage, address: Address, shared: string) {
    // the page is for everybody, so nothing of this visitor may show in it
    const asking = askingOf(req, address, nobody);
    const { locale, prefix } = asking.facts;
    return pages.give({
      key: `${locale}${prefix} ${shared}`,
      isOfRecord: !shared.includes("?"),
      render: () => render({ ...asking, method: "GET" }, () => new Request(config.origin + shared)),
      lane: () => `shared ${visitorOf(tools, req).visitor}`,
      isHere: () => !req.socket.destroyed,
    });
  }

  /** Renders for one visitor, in the turn of their network; organisers have turns of their own. */
  async function renderFor(req: IncomingMessage, asking: Asking, request: () => Request) {
    const { visitor, organiser } = asking.facts;
    const audience = audienceOf(asking.address.row);
    const lane = organiser ? `organiser ${organiser.id}` : `${audience} ${visitor}`;
    const isHere = () => !req.socket.destroyed;
    const { take } = audience === "probes" ? probeTurns : turns;
    const made = await take(lane, isHere, () => render(asking, request));
    return made ?? refuse(asking, 503);
  }

  /** The sign-in page, which keeps the form that was sent. */
  function keepWaiting(req: IncomingMessage, { address, method, facts }: Asking, why: SignInAgain) {
    const door = readAddress(href("/organise/sign-in"))!;
    const waiting = { path: address.target, why };
    const kept = { address: door, method, facts: { ...facts, waiting } };
    return renderFor(req, kept, () => new Request(config.origin + door.target));
  }
  const admit = createAdmission(tools, { refuse, redirect, keepWaiting });

  async function answer(req: IncomingMessage, address: Address, refusal: number | undefined) {
    const { row, pattern, target } = address;
    if (refusal === undefined && req.method === "OPTIONS")
      return readWhole(answerOptions(row, config));
    const asking = askingOf(req, address, visitorOf(tools, req));
    if (refusal !== undefined) return refuse(asking, refusal);
    if (pattern === "/*") return refuse(asking, 404);
    const isPost = asking.method === "POST";
    if (isPost && row.upload !== undefined && isMultipart(req.headers["content-type"]))
      return answerUpload(req, asking, row.upload);
    const body = isPost ? await takeBody(req, row, asking.facts.visitor ?? "") : undefined;
    if (typeof body === "number") return refuse(asking, body);
    // other sites post what they like
    if (body && !row.crossSite) {
      const fields = decodeForm(body);
      if (!fields) return refuse(asking, 400);
      asking.facts.fields = fields;
      asking.facts.referrer = req.headers.referer;
    }
    const request = () => toRequest(req, config.origin + target, body);
    if (audienceOf(row) === "organisers") {
      const turnedAway = await admit(req, asking);
      if (turnedAway) return turnedAway;
    }
    if (!isPost) return renderFor(req, asking, request);
    const acted = await act(asking, request);
    return "status" in acted ? acted : renderFor(req, { ...asking, facts: acted }, request);
  }

  /** Who may not is told so before a byte of the file is read. */
  async function answerUpload(req: IncomingMessage, asking: Asking, most: number) {
    const { target } = asking.address;
    const turnedAway = await admit(req, asking);
    if (turnedAway) return turnedAway;
    const taken = await takeUpload(req, most);
    if (typeof taken === "number") return refuse(asking, taken);
    try {
      asking.facts.fields = taken.fields;
      asking.facts.upload = taken.upload;
      const request = () => toRequest(req, config.origin + target);
      const acted = await act(asking, request);
      return "status" in acted ? acted : await renderFor(req, { ...asking, facts: acted }, request);
    } finally {
      taken.end();
    }
  }

  return (req, res) => {
    const begun = performance.now();
    const encoding = readEncoding(req.headers["accept-encoding"] ?? "");

    function write(
      whole: WholeAnswer | StreamedAnswer,
      more?: readonly string[],
    ): void | Promise<void> {
      const observe = (status: number) =>
        metrics.observeRequest(req.method!, status, (performance.now() - begun) / 1000);
      if ("stream" in whole) return sendStreamed(res, whole).then(() => observe(whole.status));
      const writeOne = (one: Representation) => observe(send(req, res, whole.status, one, more));
      const one = representationIn(whole, encoding);
      return one instanceof Promise ? one.then(writeOne) : writeOne(one);
    }
    function writeGiven(given: Given, { target }: Address): void | Promise<void> {
      metrics.countPage(given.outcome);
      return write(withWholeQuery(given.answer, target), sayAge(given));
    }
    function fail(error: unknown): void {
      // who has gone wants no answer
      if (req.socket.destroyed) return;
      const reference = makeReference();
      log.error({ reference, ...describeFault(error) }, "a request failed");
      if (res.headersSent) res.destroy();
      else void write(sayFault(config, reference));
    }
    /** @returns nothing once it is written, or a promise of it */
    function begin(): void | Promise<void> {
      const address = readAddress(req.url!);
      if (!address) return write(sayPlainly(config, 400, "This address cannot be read."));
      proxyWatch.look(req, address.row);
      const isRead = req.method === "GET" || req.method === "HEAD";
      const refusal = refusalOf(req, address);
      const isInDoubt = refusal === 400 || refusal === 421;
      const file = isRead && !isInDoubt ? built?.findFile(address.asked) : undefined;
      if (file)
        return void send(
          req,
          res,
          file.status,
          file.representations.get(encoding) as Representation,
        );
      const isForAll = built && isRead && refusal === undefined;
      if (!isForAll || address.shared === undefined) {
        const more = refusal === 415 && isEncoded(req.headers) ? takesPlain : [];
        return answer(req, address, refusal).then((whole) => write(whole, more));
      }
      const given = give(req, address, address.shared);
      return given instanceof Promise
        ? given.then((made) =>
            made ? writeGiven(made, address) : answer(req, address, 503).then(write),
          )
        : writeGiven(given, address);
    }

    try {
      begin()?.catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}
