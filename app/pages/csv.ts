/** CSV (RFC 4180) that no spreadsheet runs as a formula. */

const cell = (value: string | number): string => {
  if (typeof value === "number") return String(value);
  // a spreadsheet may take the wide forms for the signs themselves
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
};

export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
