/** Keeps what a loader returns to the server, where every page is rendered. */

/**
 * Remix encodes all that loaders return for its runtime in the browser, which no page loads, and of
 * long lists that costs more than drawing them. Of this it finds nothing to encode.
 */
export class Unsent<Value> {
  #value: Value;
  constructor(value: Value) {
    this.#value = value;
  }
  get value(): Value {
    return this.#value;
  }
}
