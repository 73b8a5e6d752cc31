/** The way of a request: files, refusals, pages for everybody, then what is answered for one alone. */
import type { IncomingMessage, RequestListener } from "node:http";

import type { RequestHandler } from "@remix-run/node";

import type { AppContext } from "../context.server.ts";
import { describeFault, makeReference } from "../fault.server.ts";
import { createPostTaker } from "./quick-posts.server.ts";
import { type Address, createAddressReader } from "./address.server.ts";
import { preferredEncoding } from "./encoding.server.ts";
import { createGuard, readBody } from "./guard.server.ts";
import { answerOptions } from "./headers.server.ts";
import { preferredLocale } from "../words/locale.ts";
import { createPageCache, type Given, sayAge } from "./page-cache.server.ts";
import { remembering } from "./memoize.ts";
import { createRenderer, sayFault, sayPlainly, toRequest } from "./render.server.ts";
import { visitorOfRequest } from "./visitor.server.ts";
import { type Form, makeForm, readWhole, send, type WholeAnswer } from "./whole-answer.server.ts";

/** @param findFile gives a built file by its path; without it no page is kept either */
export function createListener(
  context: AppContext,
  remix: RequestHandler,
  findFile: ((path: string) => WholeAnswer | undefined) | undefined,
): RequestListener {
  const { config, metrics, changes, log } = context;
  const readAddress = createAddressReader(config.origin);
  const refusalOf = createGuard(config);
  const readLocale = remembering(preferredLocale);
  const readEncoding = remembering(preferredEncoding);
  const render = createRenderer(context, remix);
  const takePost = createPostTaker(context, render);
  const pages = createPageCache();
  changes.onMade(pages.changed);

  const localeOf = (req: IncomingMessage, address: Address) =>
    address.locale ?? readLocale(req.headers["accept-language"] ?? "");

  function give(req: IncomingMessage, address: Address, shared: string) {
    const locale = localeOf(req, address);
    // a visitor by this name is at no machine and in no network
    const asking = { address, method: "GET", locale, visitor: "everybody" };
    return pages.give(`${locale}${address.prefix} ${shared}`, () =>
      render(asking, () => new Request(config.origin + shared)),
    );
  }

  async function answer(req: IncomingMessage, address: Address, refusal: number | undefined) {
    const method = req.method!;
    if (method === "OPTIONS") return readWhole(answerOptions(address.path, config));
    const visitor = visitorOfRequest(context, req);
    const asking = { address, method, locale: localeOf(req, address), visitor };
    if (refusal !== undefined) return render(asking, refusal);
    const url = config.origin + address.target;
    if (method !== "POST") return render(asking, () => toRequest(req, url));
    const body = await readBody(req, address.path);
    if (!body) return render(asking, 413);
    const taken = await takePost(asking, body);
    if (taken && "status" in taken) return taken;
    return render({ ...asking, posted: taken }, () => toRequest(req, url, body));
  }

  return (req, res) => {
    const begun = performance.now();
    const encoding = readEncoding(req.headers["accept-encoding"] ?? "");

    function write(whole: WholeAnswer, more?: string[]): void | Promise<void> {
      const writeForm = (form: Form) => {
        const status = send(req, res, whole.status, form, more);
        metrics.observeRequest(req.method!, status, (performance.now() - begun) / 1000);
      };
      const form = makeForm(whole, encoding);
      return form instanceof Promise ? form.then(writeForm) : writeForm(form);
    }
    function writeGiven(given: Given): void | Promise<void> {
      metrics.countPage(given.outcome);
      return write(given.answer, sayAge(given));
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
      const isRead = req.method === "GET" || req.method === "HEAD";
      const file = isRead ? findFile?.(address.asked) : undefined;
      if (file) return void send(req, res, file.status, file.forms.get(encoding) as Form);
      const refusal = refusalOf(req, address);
      const isForAll = findFile && isRead && refusal === undefined;
      if (!isForAll || address.shared === undefined) {
        return answer(req, address, refusal).then(write);
      }
      const given = give(req, address, address.shared);
      return given instanceof Promise ? given.then(writeGiven) : writeGiven(given);
    }

    try {
      begin()?.catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}
