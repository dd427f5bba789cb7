import { classNumber, className, typeName, typeNumber, type DnsRecord } from '../../../packet/dns/message';
import { formatIp } from '../../../packet/ipv6-address';
import { runTemplate } from './go-template';
import type { Controller } from '../corefile/controller';
import { authoritative, nameOfRequest, RCODE, typeOfRequest } from '../message';
import type { Outcome, Plugin } from '../plugin';
import type { Request, Turn } from '../turn';
import { matchingZone } from '../zones';
import { rcodeNumber } from './rcodes';
import { readRecordText, ZoneTextError } from './zone-text';

interface Template {
  readonly zones: readonly string[];
  readonly class: number;
  readonly type: number;
  readonly patterns: readonly { readonly text: string; readonly regex: RegExp }[];
  readonly answer: readonly string[];
  readonly additional: readonly string[];
  readonly authority: readonly string[];
  readonly rcode: number;
  readonly fallthrough: readonly string[];
}

const TYPE_ANY = 255;

/** The plugin template: answers made of the question (plugin/template). */
export const template: Plugin<readonly Template[]> = {
  name: 'template',
  setup(c) {
    const all: Template[] = [];
    while (c.next()) all.push(directive(c));
    return [all];
  },
  serve(templates, request, turn, next) {
    const name = nameOfRequest(request);
    if (
      matchingZone(
        name,
        templates.flatMap(({ zones }) => zones),
      ) === undefined
    )
      return next(request);
    for (const each of templates) {
      const data = matched(each, request);
      if (data) return answer(each, data, request, turn);
      if (concerns(each, request) && matchingZone(name, each.fallthrough) === undefined)
        return { rcode: RCODE.serverFailure, by: 'template no-match' };
    }
    return next(request);
  },
};

function directive(c: Controller): Template {
  const zoneClass = classNumber(c.argument());
  if (zoneClass === undefined) throw c.error(`invalid query class ${c.word()}`);
  const type = typeNumber(c.argument());
  if (type === undefined) throw c.error(`invalid RR class ${c.word()}`);
  const zones = c.origins(c.remainingArgs());
  const patterns: Template['patterns'][number][] = [];
  const sections = { answer: [] as string[], additional: [] as string[], authority: [] as string[] };
  let rcode = 0;
  let fallthrough: readonly string[] = [];
  while (c.nextBlock()) {
    const word = c.word();
    switch (word) {
      case 'match':
        for (const text of some(c)) {
          const regex = c.regex(text);
          if (!regex) throw c.error(`could not parse regex: ${text}, error parsing regexp: ${text}`);
          patterns.push({ text, regex });
        }
        break;
      case 'answer':
      case 'additional':
      case 'authority':
        sections[word].push(...some(c));
        break;
      case 'rcode': {
        const code = rcodeNumber(c.argument());
        if (code === undefined) throw c.error(`unknown rcode ${c.word()}`);
        rcode = code;
        break;
      }
      case 'fallthrough':
        fallthrough = c.fallthrough();
        break;
      case 'upstream':
      case 'ederror':
        c.remainingArgs();
        break;
      default:
        throw c.argError();
    }
  }
  if (patterns.length === 0) patterns.push({ text: '.*', regex: /.*/ });
  return { zones, class: zoneClass, type, patterns, ...sections, rcode, fallthrough };
}

function some(c: Controller): readonly string[] {
  const args = c.remainingArgs();
  if (args.length === 0) throw c.argError();
  return args;
}

/** Whether zone, class and type fit; only then a name that fits no pattern ends in SERVFAIL. */
function concerns(each: Template, request: Request): boolean {
  const type = typeOfRequest(request);
  const asked = request.message.questions[0]?.class ?? 1;
  return (
    matchingZone(nameOfRequest(request), each.zones) !== undefined &&
    (each.class === TYPE_ANY || asked === TYPE_ANY || asked === each.class) &&
    (each.type === TYPE_ANY || type === TYPE_ANY || type === each.type)
  );
}

type Data = ReadonlyMap<string, unknown>;

function matched(each: Template, request: Request): Data | undefined {
  if (!concerns(each, request)) return undefined;
  const name = nameOfRequest(request);
  const type = typeOfRequest(request);
  for (const { text, regex } of each.patterns) {
    const match = regex.exec(name);
    if (!match) continue;
    const group = new Map<string, string>(match.map((value, index) => [String(index), value]));
    for (const [key, value] of Object.entries(match.groups ?? {})) group.set(key, value);
    return new Map<string, unknown>([
      ['Zone', matchingZone(name, each.zones) ?? ''],
      ['Name', name],
      ['Regex', text],
      ['Match', [...match]],
      ['Group', group],
      ['Class', className(request.message.questions[0]?.class ?? 1)],
      ['Type', typeName(type === TYPE_ANY ? each.type : type)],
      ['Remote', formatIp(request.client.address)],
      ['Question', new Map<string, unknown>([['Name', request.message.questions[0]?.name ?? ''], ['Qtype', type], ['Qclass', 1]])], // prettier-ignore
      ['Message', new Map<string, unknown>([['Id', request.message.id]])],
    ]);
  }
  return undefined;
}

function answer(each: Template, data: Data, request: Request, turn: Turn): Outcome {
  if (each.rcode === RCODE.serverFailure) return { rcode: each.rcode, by: 'template' };
  try {
    const made = (texts: readonly string[]): readonly DnsRecord[] =>
      texts.map((text) => readRecordText(runTemplate(text, data)));
    const answers = made(each.answer).flatMap((found): readonly DnsRecord[] => {
      const type = typeOfRequest(request);
      if (found.data.type !== 'CNAME' || (type !== 1 && type !== 28)) return [found];
      const target = turn.lookup(request, { name: found.data.target, type, class: 1 });
      return [found, ...(target?.answers ?? [])];
    });
    const message = authoritative(request, { rcode: each.rcode, answers, additionals: made(each.additional), authorities: made(each.authority) }); // prettier-ignore
    return { message, rcode: each.rcode, by: 'template' };
  } catch (error) {
    if (!(error instanceof ZoneTextError)) throw error;
    return { rcode: RCODE.serverFailure, error: error.message, by: 'template failed' };
  }
}
