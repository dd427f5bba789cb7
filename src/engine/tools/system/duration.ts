const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a coreutils duration (`5`, `0.5`, `2m`, `1h`); undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Infinity;
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  return match ? Number(match[1]) * (UNIT_SECONDS[match[2] === '' ? 's' : (match[2] ?? 's')] ?? 1) : undefined;
}
