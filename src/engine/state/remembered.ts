/**
 * A function of a text that remembers what it answered lately: what every Pod of every node asks for once more (the words of an image, a node's
 * settings). Its answers must be values that nobody changes.
 */
export function remembered<T>(make: (text: string) => T, limit = 64): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined && !known.has(text)) {
      if (known.size >= limit) known.clear();
      known.set(text, (value = make(text)));
    }
    return value as T;
  };
}
