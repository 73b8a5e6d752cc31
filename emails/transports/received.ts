/** Fetches a mail that came in: Resend tells where it is, and there it is as it came over the wire. */
import { Resend } from "resend";

import { safeProblem } from "./transport.ts";
import type { ResendOptions } from "./resend.ts";

/** The bytes of a mail, or why there are none; what is a problem today need be none later. */
export type Fetched = Uint8Array | "too-large" | { problem: string };

/** @param providerId what the provider calls the mail, as its event told */
export type FetchReceived = (providerId: string) => Promise<Fetched>;

/** In bytes; with what is attached, most are far smaller. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** In milliseconds: to be told where it is, and to have it. */
const TIMEOUT = 10_000;
const DOWNLOAD_TIMEOUT = 60_000;

export function resendReceiving({
  apiKey,
  baseUrl,
}: Pick<ResendOptions, "apiKey" | "baseUrl">): FetchReceived {
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  // a mail comes by TLS where the word of it did
  const scheme = baseUrl?.startsWith("http:") ? /^https?:\/\//i : /^https:\/\//i;
  return async (providerId) => {
    try {
      // without pictures in the answer: the mail itself comes from elsewhere
      const { data, error } = await resend.emails.receiving.get(
        providerId,
        { html_format: "cid" },
        { signal: AbortSignal.timeout(TIMEOUT) },
      );
      if (error) return { problem: safeProblem(`${error.name}: ${error.message}`) };
      const url = (data as { raw?: { download_url?: unknown } | null } | null)?.raw?.download_url;
      if (typeof url !== "string" || !scheme.test(url))
        return { problem: "Resend does not say where the email is" };
      return await download(url);
    } catch (error) {
      return { problem: safeProblem((error as Error).message) };
    }
  };
}

async function download(url: string): Promise<Fetched> {
  const response = await fetch(url, {
    // an address of Resend's own, which leads nowhere else
    redirect: "error",
    signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT),
  });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    return { problem: `the email’s address answered ${response.status}` };
  }
  // what is compressed on its way is counted as it is unpacked
  const chunks: Uint8Array[] = [];
  const reader = response.body.getReader();
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    bytes += value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      return "too-large";
    }
    chunks.push(value);
  }
}
