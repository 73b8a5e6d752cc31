/**
 * The demo's places: real constituencies of 2024 with members who do not exist, at example.org, so
 * that a demo can never write to an MP. Codes, names and electorates: Office for National
 * Statistics (OGL v3.0) and the UK Parliament (OPL v3.0).
 */

/** Members of the UK Parliament have numbers far below this; from here on they are invented. */
export const INVENTED_FROM = 9_000_000;

const england = { name_cy: null, country: "England" };

export const demoMembers = [
  {
    id: INVENTED_FROM + 1,
    name: "Alex Example",
    party: "Example Party",
    area: {
      ...england,
      code: "E14001172",
      name: "Cities of London and Westminster",
      region_code: "E12000007",
      region: "London",
      electorate: 73_369,
      parliament_id: 3987,
      hex_q: 63,
      hex_r: -40,
    },
  },
  {
    id: INVENTED_FROM + 2,
    name: "Robin Sample",
    party: "Sample Alliance",
    area: {
      ...england,
      code: "E14001305",
      name: "Islington North",
      region_code: "E12000007",
      region: "London",
      electorate: 72_852,
      parliament_id: 4120,
      hex_q: 63,
      hex_r: -38,
    },
  },
  {
    id: INVENTED_FROM + 3,
    name: "Sam Specimen",
    party: "Example Party",
    area: {
      ...england,
      code: "E14001319",
      name: "Leeds Central and Headingley",
      region_code: "E12000003",
      region: "Yorkshire and The Humber",
      electorate: 70_554,
      parliament_id: 4134,
      hex_q: 60,
      hex_r: -20,
    },
  },
  {
    id: INVENTED_FROM + 4,
    name: "Kit Placeholder",
    party: "Sample Alliance",
    area: {
      ...england,
      code: "E14001352",
      name: "Manchester Central",
      region_code: "E12000002",
      region: "North West",
      electorate: 85_204,
      parliament_id: 4167,
      hex_q: 54,
      hex_r: -24,
    },
  },
  {
    id: INVENTED_FROM + 5,
    name: "Morag Nobody",
    party: "Example Party",
    area: {
      name_cy: null,
      country: "Scotland",
      code: "S14000085",
      name: "Glasgow North",
      region_code: "S92000003",
      region: "Scotland",
      electorate: 67_579,
      parliament_id: 4474,
      hex_q: 49,
      hex_r: -9,
    },
  },
  {
    id: INVENTED_FROM + 6,
    name: "Rhys Neb",
    party: "Independent",
    area: {
      name_cy: "Gorllewin Caerdydd",
      country: "Wales",
      code: "W07000092",
      name: "Cardiff West",
      region_code: "W92000004",
      region: "Wales",
      electorate: 75_697,
      parliament_id: 4507,
      hex_q: 47,
      hex_r: -37,
    },
  },
];

/** A few postcodes of these places, in compact form. */
export const demoPostcodes: readonly (readonly [string, string])[] = [
  ["SW1A0AA", "E14001172"],
  ["SW1A1AA", "E14001172"],
  ["SW1A2AA", "E14001172"],
  ["WC2N5DN", "E14001172"],
  ["N77AJ", "E14001305"],
  ["N195QT", "E14001305"],
  ["LS29JT", "E14001319"],
  ["LS63BR", "E14001319"],
  ["M11AE", "E14001352"],
  ["M25DB", "E14001352"],
  ["G128QQ", "S14000085"],
  ["G36RQ", "S14000085"],
  ["CF51QE", "W07000092"],
  ["CF119LJ", "W07000092"],
];
