/** The library that reads what authenticators say. */

/** Loaded when it is first needed: it takes a good part of a second, which every start would pay for. */
export const loadWebAuthn = () => import("@simplewebauthn/server");
