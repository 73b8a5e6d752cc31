/** In the browser, in development: loads the page anew once its sources have changed. */

/** A page shows its sources as they were when it was asked for. */
let shown = performance.timeOrigin;
let source: EventSource | undefined;

/** A page that cannot be made has no script that would wait for the mended one. */
async function reload(): Promise<void> {
  // a page that everybody gets may still be kept by the browser, from before the edit
  const response = await fetch(location.href, { cache: "no-store" });
  if (response.headers.get("Content-Type")?.startsWith("text/html")) location.reload();
  else console.error(await response.text());
}

/** A page that is not looked at keeps no connection, of which a browser has few. */
function listen(): void {
  source?.close();
  if (document.hidden) return;
  source = new EventSource("/@edits");
  source.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const editedAt = Number(data);
    if (editedAt > shown) void reload();
    shown = editedAt;
  });
}

document.addEventListener("visibilitychange", listen);
listen();
