import type { Match } from '../../../kernel/netfilter/model';
import { bareOption, option, OptionChecks, type Extension, type Loading, type Surroundings } from '../extension';
import { TIME_HELP } from '../help-headers';
import { readNumberPrefix } from '../numbers';

type Time = Extract<Match, { match: 'time' }>;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const ALL_WEEKDAYS = 0xfe;
const ALL_MONTHDAYS = 0xfffffffe;
const DAY_SECONDS = 86400;
/** The last second that the kernel's rule can name. */
const LAST_DATE = 0x7fffffff;

/** `-m time` (extensions/libxt_time.c, revision 1). */
export const TIME: Extension<Match> = {
  name: 'time',
  help: TIME_HELP,
  options: [
    option('--datestart', 'DATE', 'From this moment on (2024-01-31T08:00:00).', '이 시각부터입니다(2024-01-31T08:00:00).'), // prettier-ignore
    option('--datestop', 'DATE', 'Up to this moment.', '이 시각까지입니다.'),
    option('--timestart', 'hh:mm[:ss]', 'Each day from this time on.', '매일 이 시각부터입니다.'),
    option('--timestop', 'hh:mm[:ss]', 'Each day up to this time.', '매일 이 시각까지입니다.'),
    bareOption('--contiguous', 'A time that ends after midnight counts to the day it began.', '자정을 넘기는 시간은 시작한 날에 속합니다.'), // prettier-ignore
    option('--weekdays', 'DAY[,DAY…]', 'On these days of the week: Mon,Tue or 1 to 7.', '이 요일들입니다(Mon,Tue 또는 1~7).', { invertible: true }), // prettier-ignore
    option('--monthdays', 'DAY[,DAY…]', 'On these days of the month, 1 to 31.', '달의 이 날들입니다(1~31).', { invertible: true }), // prettier-ignore
    bareOption('--localtz', 'Old name of --kerneltz.', '--kerneltz의 옛 이름입니다.'),
    bareOption('--utc', 'In UTC (default).', 'UTC 기준입니다(기본값).'),
    bareOption('--kerneltz', "In the kernel's time zone.", '커널의 시간대 기준입니다.'),
  ],
  load: (around): Loading<Match> => {
    const checks = new OptionChecks(TIME, around);
    let match: Time = { match: 'time', dateStart: 0, dateStop: LAST_DATE, dayStart: 0, dayStop: DAY_SECONDS - 1, weekdays: ALL_WEEKDAYS, monthdays: ALL_MONTHDAYS }; // prettier-ignore
    return {
      take(given) {
        checks.note(given);
        const { name, value, inverted } = given;
        switch (name) {
          case '--datestart':
            match = { ...match, dateStart: readDate(around, value) };
            return;
          case '--datestop':
            match = { ...match, dateStop: readDate(around, value) };
            return;
          case '--timestart':
            match = { ...match, dayStart: readTime(around, value) };
            return;
          case '--timestop':
            match = { ...match, dayStop: readTime(around, value) };
            return;
          case '--weekdays': {
            const days = readWeekdays(around, value);
            match = { ...match, weekdays: inverted ? days ^ ALL_WEEKDAYS : days };
            return;
          }
          case '--monthdays': {
            const days = readMonthdays(around, value);
            match = { ...match, monthdays: (inverted ? days ^ ALL_MONTHDAYS : days) >>> 0 };
            return;
          }
          case '--contiguous':
            match = { ...match, contiguous: true };
            return;
          case '--localtz':
            around.warn(
              'WARNING: --localtz is being replaced by --kerneltz, since "local" is ambiguous. Note the kernel timezone has caveats - see manpage for details.\n',
            );
            match = { ...match, kernelTimezone: true };
            return;
          case '--kerneltz':
            match = { ...match, kernelTimezone: true };
            return;
          default:
        }
      },
      finish() {
        checks.finish();
        if (match.contiguous && match.dayStart < match.dayStop) {
          around.fail('time: --contiguous only makes sense when stoptime is smaller than starttime');
        }
        return match;
      },
    };
  },
};

function readDate(around: Surroundings, text: string): number {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?)?)?$/.exec(text);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => match?.[i]).map((part, i) => (part === undefined ? (i === 1 || i === 2 ? 1 : 0) : Number(part))); // prettier-ignore
  const fits =
    match &&
    (year ?? 0) >= 1970 &&
    (year ?? 0) <= 2038 &&
    within(month, 1, 12) &&
    within(day, 1, 31) &&
    within(hour, 0, 23) &&
    within(minute, 0, 59) &&
    within(second, 0, 59);
  if (!fits) around.fail(`Invalid date "${text}" specified. Should be YYYY[-MM[-DD[Thh[:mm[:ss]]]]]`);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) / 1000;
}

function within(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most;
}

function readTime(around: Surroundings, text: string): number {
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text);
  const [hour, minute, second] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3] ?? 0)];
  if (!match || hour > 23 || minute > 59 || second > 59) {
    around.fail(`invalid time "${text}" specified, should be hh:mm[:ss] format and within the boundaries`);
  }
  return hour * 3600 + minute * 60 + second;
}

/** Bit 1 is Monday. */
function readWeekdays(around: Surroundings, text: string): number {
  let days = 0;
  for (const word of text.split(',').filter((part) => part !== '')) {
    const number = readNumberPrefix(word, 0, 7);
    if (number?.rest === '') {
      days |= 1 << number.value;
      continue;
    }
    if (/^\d+$/.test(word)) continue;
    const at = DAYS.findIndex((name) => name.slice(0, 2) === word.slice(0, 2));
    if (at < 0) around.fail(`${word} is not a valid day specifier`);
    days |= 1 << (at + 1);
  }
  return days & ALL_WEEKDAYS;
}

function readMonthdays(around: Surroundings, text: string): number {
  let days = 0;
  for (const word of text.split(',').filter((part) => part !== '')) {
    const number = readNumberPrefix(word, 0, 31);
    // It blames only as many letters as a day has digits.
    if (number?.rest !== '') around.fail(`${word.slice(0, 2)} is not a valid day for --monthdays`);
    days |= 1 << (number?.value ?? 0);
  }
  return (days & ALL_MONTHDAYS) >>> 0;
}

function clock(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
}

function dateText(seconds: number, between: 'T' | ' '): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', between);
}

function weekdayText(mask: number): string {
  return DAYS.filter((_, i) => (mask & (1 << (i + 1))) !== 0).join(',');
}

function monthdayNumbers(mask: number): readonly number[] {
  return Array.from({ length: 31 }, (_, i) => i + 1).filter((day) => ((mask >>> day) & 1) === 1);
}

const ENDING: readonly string[] = ['th', 'st', 'nd', 'rd'];

/** How `-L` shows it. */
export function listTime({
  dateStart,
  dateStop,
  dayStart,
  dayStop,
  weekdays,
  monthdays,
  kernelTimezone,
  contiguous,
}: Time): string {
  // prettier-ignore
  const allDay = dayStart === 0 && dayStop === DAY_SECONDS - 1;
  return (
    ' TIME' +
    (allDay ? '' : ` from ${clock(dayStart)} to ${clock(dayStop)}`) +
    (weekdays === ALL_WEEKDAYS ? '' : ` on ${weekdayText(weekdays)}`) +
    (monthdays === ALL_MONTHDAYS
      ? ''
      : ` on ${monthdayNumbers(monthdays)
          .map((day) => `${day}${ENDING[day % 10] ?? 'th'}`)
          .join(',')}`) + // prettier-ignore
    (dateStart === 0 ? '' : ` starting from ${dateText(dateStart, ' ')}`) +
    (dateStop === LAST_DATE ? '' : ` until date ${dateText(dateStop, ' ')}`) +
    (kernelTimezone ? '' : ' UTC') +
    (contiguous ? ' contiguous' : '')
  );
}

/** How `-S` and iptables-save write it; the end of time is always written. */
export function saveTime({
  dateStart,
  dateStop,
  dayStart,
  dayStop,
  weekdays,
  monthdays,
  kernelTimezone,
  contiguous,
}: Time): string {
  // prettier-ignore
  const allDay = dayStart === 0 && dayStop === DAY_SECONDS - 1;
  return (
    (allDay ? '' : ` --timestart ${clock(dayStart)} --timestop ${clock(dayStop)}`) +
    (monthdays === ALL_MONTHDAYS ? '' : ` --monthdays ${monthdayNumbers(monthdays).join(',')}`) +
    (weekdays === ALL_WEEKDAYS ? '' : ` --weekdays ${weekdayText(weekdays)}`) +
    (dateStart === 0 ? '' : ` --datestart ${dateText(dateStart, 'T')}`) +
    ` --datestop ${dateText(dateStop, 'T')}` +
    (kernelTimezone ? ' --kerneltz' : '') +
    (contiguous ? ' --contiguous' : '')
  );
}
