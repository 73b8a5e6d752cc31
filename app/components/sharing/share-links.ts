/** Where a demand is passed on: each link says where it was followed from (`?from=`). */

export interface Shared {
  /** Of the demand, without a query. */
  url: string;
  /** What is said beside the link. */
  text: string;
}

export const labelled = (url: string, from: string): string => `${url}?from=${from}`;

const filled = (address: string, values: Record<string, string>) => {
  const pairs = Object.entries(values).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${address}?${pairs.join("&")}`;
};

/** Their names are the same in every language. */
export const networks: Record<string, (shared: Shared) => string> = {
  WhatsApp: ({ url, text }) =>
    filled("https://wa.me/", { text: `${text} ${labelled(url, "whatsapp")}` }),
  Telegram: ({ url, text }) =>
    filled("https://t.me/share/url", { url: labelled(url, "telegram"), text }),
  // takes a link and nothing else
  Facebook: ({ url }) =>
    filled("https://www.facebook.com/sharer/sharer.php", { u: labelled(url, "facebook") }),
  Bluesky: ({ url, text }) =>
    filled("https://bsky.app/intent/compose", { text: `${text} ${labelled(url, "bluesky")}` }),
};

export const byEmail = ({ url, text }: Shared, subject: string): string =>
  filled("mailto:", { subject, body: `${text} ${labelled(url, "email")}` });

/** @param server that `serverOf` has found to be a name */
export const onMastodon = ({ url, text }: Shared, server: string): string =>
  filled(`https://${server}/share`, { text: `${text} ${labelled(url, "mastodon")}` });
