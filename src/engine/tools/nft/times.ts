/** Times as nft reads and writes them (time_parse and time_print of src/datatype.c). */

const UNITS: ReadonlyMap<string, number> = new Map([['w', 604_800], ['d', 86_400], ['h', 3600], ['m', 60], ['s', 1]]); // prettier-ignore

/** Seconds of `10800s`, `1d2h`, `90`, `10:30`. */
export function readDuration(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  if (!/^(?:\d+(?:ms|[wdhms]))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, number, unit = 's'] of text.matchAll(/(\d+)(ms|[wdhms])/g)) {
    seconds += unit === 'ms' ? Number(number) / 1000 : Number(number) * (UNITS.get(unit) ?? 1);
  }
  return seconds;
}

/** `3h`, `1d2h3m4s`, `500ms`. */
export function writeDuration(us: number): string {
  let ms = Math.round(us / 1000);
  let text = '';
  for (const [unit, seconds] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(ms / (seconds * 1000));
    if (count > 0) text += `${count}${unit}`;
    ms -= count * seconds * 1000;
  }
  if (ms > 0) text += `${ms}ms`;
  return text === '' ? '0s' : text;
}

/** Seconds since 1970 of `2026-01-01 10:00:00`; the lab's clock is UTC. */
export function readDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) / 1000;
}

export function writeDate(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19);
}

export function writeClock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = seconds % 60;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest > 0 ? `:${two(rest)}` : ''}`;
}
