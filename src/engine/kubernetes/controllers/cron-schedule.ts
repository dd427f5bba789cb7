/** Schedules of five fields, in UTC (github.com/robfig/cron). */

const NAMES: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MINUTE_MS = 60_000;
/** Nothing that is due at all is due later than in five years. */
const HORIZON_MS = 5 * 366 * 24 * 60 * MINUTE_MS;

/** The first moment after `afterMs` (since 1970) that a schedule names; undefined when it names none. */
export function nextTime(schedule: string, afterMs: number): number | undefined {
  const every = /^@every\s+(\d+)([smh])$/.exec(schedule);
  if (every)
    return afterMs + Number(every[1]) * ({ s: 1000, m: MINUTE_MS, h: 60 * MINUTE_MS }[every[2] ?? 's'] ?? 1000);
  const fields = (NAMES[schedule] ?? schedule).trim().split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  if (
    fields.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    day === undefined ||
    month === undefined ||
    weekday === undefined
  )
    return undefined;
  const minutes = values(minute, 0, 59, []);
  const hours = values(hour, 0, 23, []);
  const days = values(day, 1, 31, []);
  const months = values(month, 1, 12, MONTHS);
  const weekdays = new Set([...values(weekday, 0, 7, DAYS)].map((value) => value % 7));
  const anyDay = day.startsWith('*') || day === '?';
  const anyWeekday = weekday.startsWith('*') || weekday === '?';
  let at = Math.floor(afterMs / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  const end = afterMs + HORIZON_MS;
  while (at <= end) {
    const time = new Date(at);
    const dayFits =
      anyDay || anyWeekday
        ? days.has(time.getUTCDate()) && weekdays.has(time.getUTCDay())
        : days.has(time.getUTCDate()) || weekdays.has(time.getUTCDay());
    if (!months.has(time.getUTCMonth() + 1) || !dayFits) {
      at = Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate() + 1);
    } else if (!hours.has(time.getUTCHours())) at += (60 - time.getUTCMinutes()) * MINUTE_MS;
    else if (!minutes.has(time.getUTCMinutes())) at += MINUTE_MS;
    else return at;
  }
  return undefined;
}

function values(field: string, least: number, most: number, names: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const number = (text: string): number => {
    const named = names.indexOf(text.toLowerCase());
    return named >= 0 ? named + (least === 1 ? 1 : 0) : Number(text);
  };
  for (const part of field.split(',')) {
    const [range = '', stepText] = part.split('/');
    const step = Number(stepText ?? 1) || 1;
    const whole = range === '*' || range === '?';
    const [from = '', to] = range.split('-');
    const start = whole ? least : number(from);
    const stop = whole ? most : to !== undefined ? number(to) : stepText === undefined ? start : most;
    for (let value = start; value <= stop; value += step) found.add(value);
  }
  return found;
}
