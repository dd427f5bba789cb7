/** The value of `-name=value`, `-name value`, `--name=value` or `--name value`. */
export function option(argv: readonly string[], name: string): string | undefined {
  for (const [index, word] of argv.entries()) {
    const match = /^--?([\w-]+)(?:=(.*))?$/s.exec(word);
    if (match?.[1] === name) return match[2] ?? argv[index + 1];
  }
  return undefined;
}
