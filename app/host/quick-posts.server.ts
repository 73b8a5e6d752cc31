/** The two posts of a busy day, answered by the host itself: a redirect needs no page to be made. */
import type { AppContext } from "../context.server.ts";
import { completeHeaders } from "./headers.server.ts";
import type { Posted } from "../signatures/posted.ts";
import type { Asking } from "./render.server.ts";
import { takeConfirmation, takeSigning } from "../signatures/submit.server.ts";
import { type WholeAnswer, wholeAnswer } from "./whole-answer.server.ts";

/** Case, a last slash and a query make no difference to Remix either. */
const signAddress = /^\/demands\/([^/?]+)\/sign\/?(?:$|\?)/i;
const confirmAddress = /^\/confirm\/([^/?]+)\/?(?:$|\?)/i;

type Render = (asking: Asking, status: number) => Promise<WholeAnswer>;

/**
 * @param render makes the page of a status
 * @returns takes a post with its body: gives the answer, or what the post's own page is to say;
 *   nothing for other addresses. Never throws.
 */
export function createPostTaker(
  context: AppContext,
  render: Render,
): (asking: Asking, body: Buffer) => Promise<WholeAnswer | Posted | undefined> {
  const goOn = createRedirects(context);
  const sayBusy = createBusyPages(render);

  return async (asking, body) => {
    const { target } = asking.address;
    const slug = signAddress.exec(target)?.[1];
    if (slug !== undefined) {
      const { locale, visitor } = asking;
      const signing = takeSigning({ ...context, locale, visitor }, slug, fieldsOf(body));
      const taken = await signing.catch(failed);
      if (taken.result === "taken") return goOn(asking, `/demands/${slug}/check-your-inbox`);
      return taken.result === "busy" ? sayBusy(asking) : { signing };
    }
    const token = confirmAddress.exec(target)?.[1];
    if (token === undefined) return undefined;
    const confirmation = takeConfirmation(context, token, fieldsOf(body));
    const taken = await confirmation.catch(failed);
    if (taken.result !== "confirmed") {
      return taken.result === "busy" ? sayBusy(asking) : { confirmation };
    }
    return goOn(asking, `/demands/${taken.first}/signed`);
  };
}

const fieldsOf = (body: Buffer) => new URLSearchParams(body.toString());
const failed = () => ({ result: "failed" }) as const;

/** The page that asks to come again, made once for a language: a flood of posts must not cost a page each. */
function createBusyPages(render: Render): (asking: Asking) => Promise<WholeAnswer> {
  const pages = new Map<string, Promise<WholeAnswer>>();
  return (asking) => {
    const key = asking.locale + asking.address.prefix;
    let page = pages.get(key);
    if (!page) {
      page = render(asking, 503);
      pages.set(key, page);
      void page.then(({ status }) => status === 503 || pages.delete(key));
    }
    return page;
  };
}

/** `303` to an address of ours; of its headers only one differs. */
function createRedirects({ config }: AppContext): (asking: Asking, path: string) => WholeAnswer {
  const headers = new Headers();
  completeHeaders(headers, { method: "POST", path: "/", prefix: "", status: 303 }, config);
  const head = [...headers].flat();
  const body = Buffer.alloc(0);
  return ({ address }, path) =>
    wholeAnswer({ status: 303, headers: [...head, "location", address.prefix + path], body });
}
