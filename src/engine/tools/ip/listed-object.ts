import { ExitError } from '../clib/exit';
import { value, words } from '../grammar/declare';
import type { Choice, Clause, Words } from '../grammar/types';
import { notSimulated, usageError } from '../iproute2/errors';
import type { IpContext, IpRun } from './context';

/** An object of `ip` whose verbs are known, but of which little is built. */
export interface ListedObject {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly words: Words;
  readonly usage: string;
  /** Every verb but `list` and `help`, in the order the real tool compares them. */
  readonly verbs?: readonly string[];
  /** `list`, when what it prints is the same for everybody; the empty line is then `list` too. */
  readonly print?: (ip: IpContext) => void;
  /** `list` is a verb of the object and cannot be answered. */
  readonly unlisted?: true;
  /** Nothing but the object's name is a request for its help. */
  readonly emptyIsHelp?: true;
  /** Status of `help`, -1 for most. */
  readonly helpStatus?: number;
}

const ANYTHING: Clause = {
  parameters: [],
  positionals: [
    {
      keyword: 'argument',
      value: value('…', 'text', 'an argument of this object', '이 객체의 인수'),
      optional: true,
      repeats: true,
    },
  ],
};

const VERB_WORDS: ReadonlyMap<string, Words> = new Map([
  ['add', words('make one', '하나 만듦')],
  ['change', words('change one', '하나를 바꿈')],
  ['set', words('change one', '하나를 바꿈')],
  ['delete', words('remove one', '하나를 지움')],
  ['flush', words('remove several', '여러 개를 지움')],
  ['get', words('show one', '하나를 보여 줌')],
  ['exec', words('run a command inside it', '그 안에서 명령을 실행')],
  ['identify', words('name the one a process is in', '프로세스가 속한 것을 알려 줌')],
  ['pids', words('list the processes in it', '그 안의 프로세스를 보여 줌')],
]);

const PART_OF = words('a part of this object', '이 객체의 한 부분');

/** The declaration of such an object, with `help` and every verb that the real one knows. */
export function listedObject(object: ListedObject): Choice<IpRun> {
  const { name, print, usage, verbs = [] } = object;
  const unbuilt = (verb: string): Choice<IpRun> => ({
    name: verb,
    words: VERB_WORDS.get(verb) ?? PART_OF,
    body: { clause: ANYTHING },
    run: () => {
      throw notSimulated(`ip ${name} ${verb}`);
    },
  });
  const list: Choice<IpRun> = {
    name: 'list',
    aliases: ['show', 'lst'],
    words: words('list them', '목록을 보여 줌'),
    body: { clause: ANYTHING },
    run: (ip, reader) => {
      if (!print || reader.ahead !== undefined) throw notSimulated(`ip ${[name, 'show', ...reader.rest()].join(' ')}`);
      print(ip);
      return 0;
    },
  };
  const help: Choice<IpRun> = {
    name: 'help',
    words: words('print what can be written here', '쓸 수 있는 문법을 출력'),
    body: { clause: { parameters: [] } },
    run: () => {
      throw object.helpStatus === undefined ? usageError(usage) : new ExitError(object.helpStatus, usage);
    },
  };
  return {
    name,
    aliases: object.aliases,
    words: object.words,
    body: {
      select: {
        role: 'verb',
        empty: object.emptyIsHelp ? 'help' : 'list',
        choices: [...(print || object.unlisted ? [list] : []), ...verbs.map(unbuilt), help],
      },
    },
  };
}
