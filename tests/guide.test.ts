/** The evening that docs/organising.md tells; `npm run guide` takes its pictures. */
import { test } from "vitest";

import {
  beginEvening,
  firstSteps,
  inviteColleague,
  makeDemand,
  openDemand,
  postNews,
  signAsVisitor,
  translate,
} from "./guide/evening.ts";
import { fillCrowd } from "./guide/crowd.ts";
import {
  approveAndSend,
  closeAndReopen,
  correctAddress,
  importMembers,
  lookBack,
  recordAnswer,
  stopLetter,
  writeLetter,
} from "./guide/letters.ts";
import { fillCluster, lookIntoCluster, showSupporters, tellSupporters } from "./guide/signers.ts";
import { openBrowser } from "./support/browser.ts";
import { startNamedSite } from "./support/named-site.ts";

test("an evening goes as the guide says", async () => {
  await using site = await startNamedSite();
  await fillCrowd(site.db, ["free-the-prisoners", "withdraw-the-troops"]);
  const browser = await openBrowser();
  try {
    const evening = await beginEvening(browser, site);
    await firstSteps(evening);
    await makeDemand(evening);
    await translate(evening);
    await openDemand(evening);
    await signAsVisitor(evening);
    await postNews(evening);
    const colleague = await inviteColleague(evening);
    await importMembers(evening);
    await correctAddress(evening);
    await writeLetter(evening);
    await approveAndSend(evening, colleague);
    await stopLetter(evening);
    await recordAnswer(evening);
    await fillCluster(site.db, "free-the-prisoners");
    await lookIntoCluster(evening);
    await tellSupporters(evening);
    await showSupporters(evening);
    await lookBack(evening);
    await closeAndReopen(evening);
  } finally {
    await browser.close();
  }
});
