/** A mail that came in, as it was read: its headers, what it says, what it carries. */

export interface Header {
  /** In small letters. */
  key: string;
  value: string;
}

export interface MailAddress {
  name: string;
  address: string;
}

export interface ReadMail {
  headers: readonly Header[];
  /** Everybody whom its `From` headers name; a right mail names one. */
  from: readonly MailAddress[];
  /** Whom it is to, as far as its headers tell. */
  recipients: readonly string[];
  subject: string;
  /** What is new in it, as plain text. */
  text: string;
  /** What it answers or quotes, as it stands below. */
  quoted: string;
  /** The types of its parts, its own first, each in small letters. */
  types: readonly string[];
  attachments: readonly Attachment[];
}

export interface Attachment {
  /** "" where it has no name. */
  name: string;
  type: string;
  bytes: number;
}

/** Of a mail, all that is kept; the rest of it is forgotten once it was read. */
export interface KeptMail {
  from: MailAddress | undefined;
  subject: string;
  text: string;
  quoted: string;
  attachments: readonly Attachment[];
  /** The domain that signed it. */
  signedBy: string | undefined;
}

/** @returns every value of a header, its first line first @param key in small letters */
export const valuesOf = (headers: readonly Header[], key: string): string[] =>
  headers.filter((header) => header.key === key).map(({ value }) => value.trim());
