/** A schedule of five fields as robfig/cron v3 reads it (ParseStandard), which is what the API server and the controller use. */
export interface CronSchedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** A day counts when both fields allow it if one of them is `*`, when either does otherwise. */
  readonly anyDayOfMonth: boolean;
  readonly anyDayOfWeek: boolean;
  /** `@every 5m`: a distance instead of fields. */
  readonly everyMs?: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const BOUNDS = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
] as const satisfies readonly Bounds[];

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

class ScheduleError extends Error {}

/** Reads a schedule; a string is the error, in the library's words. */
export function parseCronSchedule(text: string): CronSchedule | string {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof ScheduleError) return error.message;
    throw error;
  }
}

function parse(text: string): CronSchedule {
  if (text === '') throw new ScheduleError('empty spec string');
  const zoned = /^(?:CRON_)?TZ=\S*\s+(.*)$/.exec(text)?.[1] ?? text;
  if (zoned.startsWith('@every ')) return every(zoned.slice('@every '.length), zoned);
  const spec = zoned.startsWith('@') ? DESCRIPTORS.get(zoned) : zoned;
  if (spec === undefined) throw new ScheduleError(`unrecognized descriptor: ${zoned}`);
  const fields = spec.split(/\s+/).filter(Boolean);
  if (fields.length !== 5) {
    throw new ScheduleError(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minutes, hours, days, months, weekdays] = fields.map((field, i) => readField(field, BOUNDS[i] ?? BOUNDS[0]));
  const none: ReadonlySet<number> = new Set();
  return {
    minutes: minutes ?? none,
    hours: hours ?? none,
    daysOfMonth: days ?? none,
    months: months ?? none,
    daysOfWeek: weekdays ?? none,
    anyDayOfMonth: isStar(fields[2]),
    anyDayOfWeek: isStar(fields[4]),
  };
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

function every(duration: string, whole: string): CronSchedule {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const known = parts.map(([part]) => part).join('');
  if (!parts.length || known !== duration) {
    throw new ScheduleError(`failed to parse duration ${whole}: time: invalid duration "${duration}"`);
  }
  const total = parts.reduce((sum, [, amount, unit = '']) => sum + Number(amount) * (UNIT_MS.get(unit) ?? 0), 0);
  const none: ReadonlySet<number> = new Set();
  return {
    minutes: none,
    hours: none,
    daysOfMonth: none,
    months: none,
    daysOfWeek: none,
    anyDayOfMonth: true,
    anyDayOfWeek: true,
    everyMs: Math.max(1000, Math.floor(total / 1000) * 1000),
  };
}

const isStar = (field = ''): boolean => field.split(',').some((part) => /^[*?](?:\/1)?$/.test(part));

function readField(field: string, bounds: Bounds): ReadonlySet<number> {
  const values = new Set<number>();
  for (const expression of field.split(',').filter(Boolean)) {
    const [range = '', stepText, ...moreSteps] = expression.split('/');
    const [lowText = '', highText, ...moreRanges] = range.split('-');
    let [low, high] = [bounds.min, bounds.max];
    if (lowText !== '*' && lowText !== '?') {
      low = readNumber(lowText, bounds);
      if (moreRanges.length) throw new ScheduleError(`too many hyphens: ${expression}`);
      high = highText === undefined ? low : readNumber(highText, bounds);
    }
    let step = 1;
    if (stepText !== undefined) {
      if (moreSteps.length) throw new ScheduleError(`too many slashes: ${expression}`);
      step = mustInteger(stepText);
      if (highText === undefined && lowText !== '*' && lowText !== '?') high = bounds.max;
    }
    if (low < bounds.min)
      throw new ScheduleError(`beginning of range (${low}) below minimum (${bounds.min}): ${expression}`);
    if (high > bounds.max)
      throw new ScheduleError(`end of range (${high}) above maximum (${bounds.max}): ${expression}`);
    if (low > high) throw new ScheduleError(`beginning of range (${low}) beyond end of range (${high}): ${expression}`);
    if (step === 0) throw new ScheduleError(`step of range should be a positive number: ${expression}`);
    for (let value = low; value <= high; value += step) values.add(value);
  }
  return values;
}

function readNumber(text: string, bounds: Bounds): number {
  const named = bounds.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? named + bounds.min : mustInteger(text);
}

function mustInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new ScheduleError(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  const value = Number(text);
  if (value < 0) throw new ScheduleError(`negative number (${value}) not allowed: ${text}`);
  return value;
}
