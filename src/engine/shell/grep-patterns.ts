/** Options of grep(1) whose value may be the next word. */
const VALUED = new Set(['A', 'B', 'C', 'm', 'f', 'd', 'D']);

/**
 * The arguments of grep with all patterns of `-e` in one: just-bash takes the last for the only one. Patterns in lines of their own are
 * alternatives (grep(1), "PATTERNS").
 */
export function withOnePattern(args: readonly string[]): string[] {
  const others: string[] = [];
  const patterns: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--') {
      others.push(...args.slice(i));
      break;
    }
    const long = /^--regexp=(.*)$/s.exec(word);
    const short = /^-([a-zA-Z]*?)e(.*)$/s.exec(word);
    const before = short?.[1] ?? '';
    if (long) patterns.push(long[1] ?? '');
    else if (word === '--regexp' && i + 1 < args.length) patterns.push(args[++i] ?? '');
    else if (short && ![...before].some((letter) => VALUED.has(letter))) {
      const attached = short[2] ?? '';
      if (attached === '' && i + 1 >= args.length) return [...args];
      patterns.push(attached === '' ? (args[++i] ?? '') : attached);
      if (before !== '') others.push(`-${before}`);
    } else {
      others.push(word);
      if (/^-[a-zA-Z]*$/.test(word) && VALUED.has(word.at(-1) ?? '') && i + 1 < args.length)
        others.push(args[++i] ?? '');
    }
  }
  return patterns.length < 2 ? [...args] : ['-e', patterns.join('\n'), ...others];
}
