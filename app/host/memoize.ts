/** Spares the work of reading the same short text again and again. */

/**
 * Keeps what `read` said of texts up to 256 characters. All is forgotten when `entries` are known, so
 * that made-up texts cost time but no memory.
 * @param read gives the same for the same text
 * @param returns whether the same text is likely to come again; others are not kept
 */
export function memoize<T>(
  read: (text: string) => T,
  entries = 1000,
  returns: (result: T) => boolean = () => true,
): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = read(text);
    if (text.length <= 256 && returns(result)) {
      if (known.size >= entries) known.clear();
      known.set(text, result);
    }
    return result;
  };
}
