/**
 * A regular expression of Go (RE2) in JavaScript's words: almost all are the same, but a flag inside counts for all of it here. Undefined when it is
 * none that JavaScript knows.
 */
export function goPattern(pattern: string): RegExp | undefined {
  try {
    const bare = pattern.replace('(?i)', '');
    return new RegExp(bare, bare === pattern ? 'u' : 'iu');
  } catch {
    return undefined;
  }
}
