/** How often one address can be read, beside Node alone sending the same bytes. */
import { startChild } from "./child.ts";
import { rateFor, readersOf } from "./crowd.ts";
import { alternate, type Figure } from "./figures.ts";
import type { Copy } from "./reference-bytes.ts";
import { startSite } from "./site.ts";
import type { Tools } from "./tools.ts";

export async function measureReading(tools: Tools, name: string, path: string): Promise<Figure> {
  await using database = await tools.cluster.newDatabase(`bench_${name}`);
  await using site = await startSite(database, { ROLE: "web" });
  await using reference = startChild<Copy, number>("reference-bytes.ts");
  const copy = { port: await reference.ask({ port: site.port, path }) };
  const contestants = [site, copy].map((host) => {
    const readers = readersOf(host, path);
    return () => rateFor(tools, readers);
  });
  // both are compiled by V8 as they run: the first runs warm up
  await alternate(1, ...contestants);
  const [ours, bare] = await alternate(tools.runs, ...contestants);
  return {
    name,
    unit: "/s",
    ours: ours!,
    reference: { what: "bare `node:http` sending those bytes", runs: bare! },
    target: { of: "ratio", least: 0.5 },
  };
}
