/** Leads from what is kept of a signer to a letter in their own words. */
import { useSite } from "../../pages/site.tsx";
import { href } from "../../paths.ts";

export function WriteOffer({ member, token }: { member: string; token: string }) {
  const { words, to } = useSite();
  const t = words.write;
  return (
    <section>
      <h2>{t.title}</h2>
      <p>{t.offer(member)}</p>
      <p>
        <a className="button quiet" href={to(href("/write/:token", { token }))}>
          {t.offerButton}
        </a>
      </p>
    </section>
  );
}
