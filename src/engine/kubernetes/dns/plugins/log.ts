import { className, rcodeName, typeName, type DnsFlags } from '../../../packet/dns/message';
import { encodeDns } from '../../../packet/dns/encode';
import { formatIp } from '../../../packet/ipv6-address';
import type { Controller } from '../corefile/controller';
import { CorefileError } from '../corefile/error';
import {
  classOfResponse,
  kindOfResponse,
  lengthOf,
  nameOfRequest,
  sizeOfRequest,
  type ResponseClass,
} from '../message';
import type { Outcome, Plugin } from '../plugin';
import type { Request, Turn } from '../turn';
import { isWithin } from '../zones';

interface LogRule {
  readonly zone: string;
  readonly format: string;
  readonly classes: readonly ResponseClass[];
}

const COMMON =
  '{remote}:{port} - {>id} "{type} {class} {name} {proto} {size} {>do} {>bufsize}" {rcode} {>rflags} {rsize} {duration}';
const COMBINED = `${COMMON} "{>opcode}"`;
const CLASSES: ReadonlySet<string> = new Set(['all', 'success', 'denial', 'error']);

/** The plugin log: one line for each question (plugin/log, plugin/pkg/replacer). */
export const log: Plugin<readonly LogRule[]> = {
  name: 'log',
  setup(c) {
    const rules: LogRule[] = [];
    while (c.next()) rules.push(...directive(c));
    return [rules];
  },
  serve(rules, request, turn, next) {
    const name = nameOfRequest(request);
    const rule = rules.find(({ zone }) => isWithin(name, zone.toLowerCase()));
    if (!rule) return next(request);
    const outcome = next(request);
    const { classes, format } = rule;
    if (classes.includes('all') || classes.includes(classOfResponse(kindOfResponse(outcome.message))))
      turn.log(`[INFO] ${filled(format, request, outcome, turn)}`);
    return outcome;
  },
};

function directive(c: Controller): readonly LogRule[] {
  const args = c.remainingArgs();
  const last = args.at(-1) ?? '';
  let format = COMMON;
  if (args.length > 1 && last.includes('{')) {
    format = last.replaceAll('{common}', COMMON).replaceAll('{combined}', COMBINED);
    args.pop();
  }
  const zones = args.length === 0 ? ['.'] : args.map((zone) => (zone.endsWith('.') ? zone : `${zone}.`));
  const classes: ResponseClass[] = [];
  while (c.nextBlock()) {
    if (c.word() !== 'class') throw c.argError();
    const named = c.remainingArgs();
    if (named.length === 0) throw c.argError();
    for (const name of named) {
      if (!CLASSES.has(name)) throw new CorefileError(`invalid Class: ${name}`);
      classes.push(name as ResponseClass);
    }
  }
  return zones.map((zone) => ({ zone, format, classes: classes.length === 0 ? ['all'] : classes }));
}

function filled(format: string, request: Request, { message }: Outcome, turn: Turn): string {
  const { message: query, client } = request;
  const [question] = query.questions;
  const address = (text: string): string => (text.includes(':') ? `[${text}]` : text);
  const values: ReadonlyMap<string, () => string> = new Map([
    ['type', () => typeName(question?.type ?? 0)],
    ['name', () => nameOfRequest(request)],
    ['class', () => className(question?.class ?? 1)],
    ['proto', () => client.transport],
    ['size', () => String(encodeDns(query, false).length)],
    ['remote', () => address(formatIp(client.address))],
    ['port', () => String(client.port)],
    ['local', () => address(formatIp(client.local))],
    ['>id', () => String(query.id)],
    ['>opcode', () => String(query.opcode)],
    ['>do', () => String(query.edns?.dnssecOk ?? false)],
    ['>bufsize', () => String(sizeOfRequest(request))],
    ['rcode', () => (message ? rcodeName(message.rcode) : '-')],
    ['rsize', () => String(message ? lengthOf({ ...message, edns: undefined }) : 0)],
    ['duration', () => `${seconds(turn)}s`],
    ['>rflags', () => (message ? flagsText(message.flags) : '-')],
  ]);
  return format.replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => values.get(name)?.() ?? (name.startsWith('/') || name.startsWith('>') ? '-' : whole),
  );
}

/** What a question took: the time of the network, and the little that the program itself needs. */
function seconds(turn: Turn): string {
  const nanos = Math.round((turn.world.nowUs - turn.startedUs) * 1000) + 60_000 + (turn.random() % 90_000);
  return (nanos / 1e9).toFixed(9).replace(/0+$/, '');
}

function flagsText(flags: DnsFlags): string {
  const names = ['qr', 'aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;
  return names.filter((name) => flags[name]).join(',');
}
