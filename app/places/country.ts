/**
 * Countries: ISO 3166-1 alpha-2 codes, and XK for Kosovo, which that standard leaves to its users, as the Unicode
 * CLDR and petition.parliament.uk have it; their names come from the reader's language, some from a table.
 */

const codes =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW".split(
    " ",
  );
const known: ReadonlySet<string> = new Set(codes);

/** The country whose voters have a member here; its signers give a postcode. */
export const HOME = "GB";

export const isCountry = (code: string): boolean => known.has(code);

/**
 * English names where petition.parliament.uk has another than the Unicode CLDR, which has none of its own for
 * every reader: programs compare them. Source: alphagov/e-petitions, `data/countries.csv`, itself from the
 * Foreign Office's country register. What that list does not have keeps the CLDR's name, without its signs.
 */
const english: Readonly<Record<string, string>> = {
  AG: "Antigua and Barbuda",
  BA: "Bosnia and Herzegovina",
  BL: "Saint-Barthélemy",
  BQ: "Bonaire/St Eustatius/Saba",
  BS: "The Bahamas",
  CD: "Congo (Democratic Republic)",
  CG: "Congo",
  CI: "Ivory Coast",
  GM: "The Gambia",
  GS: "South Georgia and the South Sandwich Islands",
  HK: "Hong Kong",
  HM: "Heard Island and McDonald Islands",
  KN: "St Kitts and Nevis",
  LC: "St Lucia",
  MF: "St Martin",
  MO: "Macao",
  PM: "St Pierre & Miquelon",
  PN: "Pitcairn Island",
  PS: "The Occupied Palestinian Territories",
  SH: "St Helena, Ascension and Tristan da Cunha",
  SJ: "Svalbard and Jan Mayen",
  ST: "Sao Tome and Principe",
  SX: "St Maarten",
  TC: "Turks and Caicos Islands",
  TL: "East Timor",
  TR: "Turkey",
  TT: "Trinidad and Tobago",
  UM: "US Minor Outlying Islands",
  VC: "St Vincent",
  VI: "US Virgin Islands",
  WF: "Wallis and Futuna",
};

/** Named in short in every other language, without the state that they belong to. */
const inShort: ReadonlySet<string> = new Set(["HK", "MO"]);

/** What a language calls countries, made once: it takes milliseconds. */
interface Called {
  names: ReadonlyMap<string, string>;
  /** By name. */
  all: readonly { code: string; name: string }[];
}

const calledIn = new Map<string, Called>();
function countriesIn(locale: string): Called {
  let called = calledIn.get(locale);
  if (!called) {
    const long = new Intl.DisplayNames([locale], { type: "region" });
    const short = new Intl.DisplayNames([locale], { type: "region", style: "short" });
    const { compare } = new Intl.Collator(locale);
    const all = codes
      .map((code) => {
        const ofTable = locale === "en" ? english[code] : undefined;
        return { code, name: ofTable ?? (inShort.has(code) ? short : long).of(code) ?? code };
      })
      .sort((a, b) => compare(a.name, b.name));
    const names = new Map(all.map(({ code, name }) => [code, name]));
    calledIn.set(locale, (called = { names, all }));
  }
  return called;
}

/** The country's name in a language, such as "Kazakhstan" for KZ in en. */
export const countryName = (code: string, locale: string): string =>
  countriesIn(locale).names.get(code) ?? code;

/** All countries by name in a language. */
export const listCountries = (locale: string): Called["all"] => countriesIn(locale).all;
