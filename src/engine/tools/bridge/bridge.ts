import { KernelError } from '../../kernel/errno';
import { ExitError, exitStatus } from '../clib/exit';
import { ClauseReader, IncompleteCommand } from '../grammar/clause-reader';
import { value, words } from '../grammar/declare';
import { readOption } from '../grammar/iproute2-dialect';
import { findChoice } from '../grammar/keyword-table';
import type { OptionDeclaration, Program } from '../grammar/types';
import { runBatch } from '../ip/batch';
import { defaultSettings, IpContext, type IpRun } from '../ip/context';
import { COLOUR } from '../ip/options';
import { NETNS } from '../ip/values';
import { incompleteCommand, invalidArgument, kernelErrorText, usageError } from '../iproute2/errors';
import type { Process } from '../tool';
import { BRIDGE_OBJECTS } from './objects';
import { BRIDGE_USAGE } from './usage';

/** Options of `bridge` in the order bridge.c compares them. */
const BRIDGE_OPTIONS: readonly OptionDeclaration[] = [
  { names: ['-help'], words: { en: 'print what can be written here', ko: '쓸 수 있는 문법을 출력' } },
  { names: ['-Version'], words: { en: 'print the version', ko: '버전을 출력' } },
  { names: ['-stats', '-statistics'], words: { en: 'also statistics', ko: '통계도 표시' } },
  { names: ['-details'], words: { en: 'everything there is', ko: '모든 세부 정보' } },
  { names: ['-oneline'], words: { en: 'one line per record', ko: '레코드마다 한 줄' } },
  {
    names: ['-timestamp'],
    words: { en: 'the time before every event of monitor', ko: 'monitor의 각 이벤트 앞에 시각' },
  },
  {
    names: ['-family'],
    words: { en: 'one address family only', ko: '한 주소 패밀리만' },
    value: value('FAMILY', 'text', 'inet or inet6', 'inet 또는 inet6'),
  },
  { names: ['-4'], match: 'exact', words: { en: 'IPv4 only', ko: 'IPv4만' } },
  { names: ['-6'], match: 'exact', words: { en: 'IPv6 only', ko: 'IPv6만' } },
  {
    names: ['-netns'],
    words: { en: 'do it inside this network namespace', ko: '이 네트워크 네임스페이스 안에서 실행' },
    value: NETNS,
  },
  { names: ['-color'], words: { en: 'coloured output', ko: '색을 넣어 출력' }, value: COLOUR, valueOptional: true },
  { names: ['-compressvlans'], words: { en: 'ranges of VLANs on one line', ko: 'VLAN 범위를 한 줄로' } },
  { names: ['-force'], words: { en: 'in a batch, go on after an error', ko: '배치에서 오류가 나도 계속' } },
  { names: ['-json'], words: { en: 'output as JSON', ko: 'JSON으로 출력' } },
  { names: ['-pretty'], words: { en: 'JSON on several lines', ko: 'JSON을 여러 줄로' } },
  {
    names: ['-batch'],
    words: { en: 'read commands from a file', ko: '파일에서 명령을 읽음' },
    value: value('FILE', 'path', 'a file with one command per line', '한 줄에 명령 하나씩 적은 파일'),
  },
];

const FAILED = 255;

/** bridge(8) of iproute2 6.1. */
export const bridge: Program<IpRun> = {
  name: 'bridge',
  words: words('show and change bridges: their ports and what they learned', '브리지의 포트와 학습한 주소를 보고 바꿈'),
  synopsis: 'bridge [ OPTIONS ] OBJECT { COMMAND | help }',
  dialect: 'iproute2',
  options: BRIDGE_OPTIONS,
  body: BRIDGE_OBJECTS,
  run,
};

async function run(process: Process): Promise<number> {
  const context = new IpContext(process, defaultSettings());
  const status = await exitStatus(
    (text) => process.err(text),
    () => main(context, process.argv.slice(1)),
  );
  context.flush();
  return status;
}

function main(context: IpContext, args: readonly string[]): number | Promise<number> {
  let at = 0;
  for (;;) {
    const read = readOption({ options: BRIDGE_OPTIONS }, args, at);
    if (!read) break;
    if (!read.option) throw usageError(`Option "${read.typed}" is unknown, try "bridge help".\n`);
    const name = read.option.names[0] ?? '';
    if (name === '-Version') {
      context.out('bridge utility, 6.1.0\n');
      return 0;
    }
    apply(context, name, read.value);
    at = read.next;
  }
  if (args[at] === '--') at++;
  const { batchFile } = context.settings;
  if (batchFile !== undefined) return runBatch(context, batchFile, (line) => command(context, line));
  if (at >= args.length) throw usageError(BRIDGE_USAGE);
  return command(context, args.slice(at));
}

function apply(context: IpContext, name: string, word: string | undefined): void {
  const { settings } = context;
  switch (name) {
    case '-help':
      throw usageError(BRIDGE_USAGE);
    case '-stats':
      settings.stats++;
      return;
    case '-details':
      settings.details++;
      return;
    case '-oneline':
      settings.oneline = true;
      return;
    case '-family':
      if (word === undefined || word === 'help') throw usageError(BRIDGE_USAGE);
      if (word !== 'inet' && word !== 'inet6') throw invalidArgument('invalid protocol family', word);
      return;
    case '-netns':
      return context.switchTo(word);
    case '-color':
      settings.colour = word === undefined || word === '' || word === 'always';
      return;
    case '-force':
      settings.force = true;
      return;
    case '-json':
      settings.json = true;
      return;
    case '-pretty':
      settings.pretty = true;
      return;
    case '-compressvlans':
      settings.compressVlans = true;
      return;
    case '-batch':
      if (word === undefined) throw usageError(BRIDGE_USAGE);
      settings.batchFile = word;
      return;
    default:
      // -timestamp, -4 and -6 change nothing of what is simulated.
      return;
  }
}

function command(context: IpContext, line: readonly string[]): number | Promise<number> {
  const [word = '', next] = line;
  const object = findChoice(BRIDGE_OBJECTS.select, word);
  if (!object) {
    context.err(`Object "${word}" is unknown, try "bridge help".\n`);
    return FAILED;
  }
  try {
    if (object.run) return object.run(context, new ClauseReader({ parameters: [] }, line, 1), object.name);
    const select = 'select' in object.body ? object.body.select : { role: 'verb' as const, choices: [] };
    const verb =
      next === undefined ? select.choices.find(({ name }) => name === select.empty) : findChoice(select, next);
    if (!verb?.run) throw usageError(`Command "${next ?? ''}" is unknown, try "bridge ${object.name} help".\n`);
    const clause = 'clause' in verb.body ? verb.body.clause : { parameters: [] };
    return verb.run(context, new ClauseReader(clause, line, 2), verb.name);
  } catch (error) {
    if (error instanceof IncompleteCommand) throw incompleteCommand();
    if (!(error instanceof KernelError)) throw error;
    throw new ExitError(FAILED, kernelErrorText(error));
  }
}
