/** `npm run organiser:add`: who may sign in at /organise. */
import { addOrganiser, removeOrganiser } from "../organisers/add-organiser.server.ts";
import { isRole, roles } from "../organisers/organiser.ts";
import { makeLink } from "../organisers/sign-in-link.server.ts";
import { keepRing } from "../sealing/keep-ring.server.ts";
import { readAddress } from "../signatures/address.ts";
import { Refusal, runCommand, WrongUsage } from "./command.ts";
import { href } from "../paths.ts";

await runCommand({
  help: `
npm run organiser:add -- you@example.org [--role owner|organiser|viewer] [--remove | --link]
  Lets an address sign in at /organise. The first one is an owner. Works while the server runs.

  --role     what they may do: a viewer sees everything and changes nothing; the default is organiser.
             For an address that is known already, it is changed to this
  --remove   takes the address out and ends its sessions
  --link     prints a link that signs an organiser in, once and for 10 minutes, without any mail`,
  options: { role: { type: "string" }, remove: { type: "boolean" }, link: { type: "boolean" } },
  run: async ({ db, keys, config, now, values, positionals }) => {
    const [typed, ...more] = positionals;
    if (typed === undefined || more.length > 0) throw new WrongUsage("Give one e-mail address.");
    const { role, remove, link } = values;
    if (link === true && (remove === true || role !== undefined))
      throw new WrongUsage("--link stands alone: it changes nothing.");
    if (role !== undefined && (typeof role !== "string" || !isRole(role)))
      throw new WrongUsage(`--role must be one of ${roles.join(", ")}.`);
    const read = readAddress(typed);
    if ("problem" in read)
      throw new Refusal(
        `"${typed}" is no e-mail address that mail can go to. Nothing was changed.`,
      );

    if (link === true) {
      const token = await makeLink(db, keys, read.address, now);
      if (token === undefined) throw new Refusal(`${read.address} is no organiser.`);
      console.log(`${config.origin}${href("/organise/sign-in/:token", { token })}`);
      return;
    }
    const lastOwner = "This is the only owner. Add another owner first. Nothing was changed.";
    if (remove === true) {
      const result = await removeOrganiser(db, keys, read.address, now);
      if (result === "unknown") throw new Refusal(`${read.address} is no organiser.`);
      if (result === "last-owner") throw new Refusal(lastOwner);
      console.log(`${read.address} can no longer sign in; its sessions have ended.`);
      return;
    }
    // the first value that is sealed may be this one: a site that starts with other keys then hears of it
    await keepRing(db, keys, false, now);
    const added = await addOrganiser(db, keys, read.address, role, now);
    if (added.result === "last-owner") throw new Refusal(lastOwner);
    const did = { added: "is now", changed: "is now", unchanged: "is already" }[added.result];
    const article = added.role === "viewer" ? "a" : "an";
    console.log(`${read.address} ${did} ${article} ${added.role}.`);
    console.log(`They sign in at ${config.origin}${href("/organise/sign-in")}`);
  },
});
