/** All countries by name, the one of most signers first. */
import type { SelectHTMLAttributes } from "react";

import { HOME, isCountry, listCountries } from "../../places/country.ts";
import { useSite } from "../../pages/site.tsx";
import { drawnOnce } from "../lists/drawn-once.tsx";
import { choose } from "../lists/drawn-options.tsx";

const drawCountries = drawnOnce(() => {
  const { locale } = useSite();
  const all = listCountries(locale);
  const homeFirst = [
    ...all.filter(({ code }) => code === HOME),
    ...all.filter(({ code }) => code !== HOME),
  ];
  return homeFirst.map(({ code, name }) => (
    <option key={code} value={code}>
      {name}
    </option>
  ));
});

/** @param props.chosen a code; what is none leaves the choice empty */
export function CountrySelect(props: { chosen: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  const { chosen, ...rest } = props;
  const site = useSite();
  const { __html } = choose(chosen, drawCountries(site, [{}]));
  const empty = isCountry(chosen) ? "" : "<option></option>";
  return (
    <select {...rest} autoComplete="country" dangerouslySetInnerHTML={{ __html: empty + __html }} />
  );
}
