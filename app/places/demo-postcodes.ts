/** One postcode of each place whose postcodes the demo knows, in which no line breaks. */
export const demoPostcodeHints = ["SW1A 0AA", "N7 7AJ", "LS2 9JT", "M1 1AE", "G12 8QQ", "CF5 1QE"];
