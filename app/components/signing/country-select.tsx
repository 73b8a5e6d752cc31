/** The countries of signers abroad, by name. */
import type { SelectHTMLAttributes } from "react";

import { HOME, listCountries } from "../../places/country.ts";
import { useSite } from "../../pages/site.tsx";
import { drawnOnce } from "../lists/drawn-once.tsx";
import { choose } from "../lists/drawn-options.tsx";

const drawCountries = drawnOnce(() => {
  const { locale } = useSite();
  return listCountries(locale)
    .filter(({ code }) => code !== HOME)
    .map(({ code, name }) => (
      <option key={code} value={code}>
        {name}
      </option>
    ));
});

/** @param props.chosen a code; what is none of them leaves the choice empty */
export function CountrySelect(props: { chosen: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  const { chosen, ...rest } = props;
  const site = useSite();
  const { __html } = choose(chosen, drawCountries(site, [{}]));
  const empty = `<option value="">${site.words.choice.choose}</option>`;
  return (
    <select {...rest} autoComplete="country" dangerouslySetInnerHTML={{ __html: empty + __html }} />
  );
}
