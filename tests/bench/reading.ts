/** How often one address can be read, beside Node alone sending the same bytes. */
import { startChild } from "./child.ts";
import { alternate, type Figure } from "./figures.ts";
import type { Copy } from "./reference-bytes.ts";
import { startSite } from "./site.ts";
import { loadFor, type Tools } from "./tools.ts";

export async function measureReading(tools: Tools, name: string, path: string): Promise<Figure> {
  await using database = await tools.cluster.newDatabase(`bench_${name}`);
  await using site = await startSite(database, { ROLE: "web" });
  await using reference = startChild<Copy, number>("reference-bytes.ts");
  const referencePort = await reference.ask({ port: site.port, path });
  const read = (port: number) => async () =>
    (await loadFor(tools, { port, ask: { what: "get", paths: [path] } }, 200)).rate;
  const contestants = [read(site.port), read(referencePort)];
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
