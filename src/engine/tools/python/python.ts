import { KernelError, strerror } from '../../kernel/errno';
import { listenTcp } from '../../kernel/tcp/calls';
import type { Ipv4 } from '../../packet/address';
import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import { resolvePath } from '../../shell/files/path';
import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Declaration, Program } from '../grammar/types';
import { GAI_ERRORS, getaddrinfo } from '../resolver/getaddrinfo';
import { becomeService, servicePid } from '../services/start';
import type { Process } from '../tool';
import { BIND_TRACEBACK, NAME_TRACEBACK } from './traceback';

const PYTHON: Declaration = {
  name: 'python3',
  words: {
    en: 'Python. Only its web server, `python3 -m http.server`, is simulated.',
    ko: 'Python입니다. 웹 서버 `python3 -m http.server`만 시뮬레이션합니다.',
  },
  synopsis: 'python3 -m http.server [-b ADDRESS] [-d DIRECTORY] [PORT]',
  dialect: 'getopt',
  options: [
    valued('-m', 'MODULE', 'text', 'The module to run: http.server.', '실행할 모듈: http.server.'),
    valued('-b --bind', 'ADDRESS', 'address', 'Listen on this address only.', '이 주소에서만 듣습니다.'),
    valued(
      '-d --directory',
      'DIRECTORY',
      'path',
      'Serve this directory instead of the current one.',
      '현재 디렉터리 대신 이 디렉터리를 제공합니다.',
    ),
    valued('-p --protocol', 'VERSION', 'text', 'The HTTP version to answer with.', '응답에 쓸 HTTP 버전입니다.'),
    flag('-V --version', 'Show the version.', '버전을 보여 줍니다.'),
    flag('-u', 'Do not buffer output.', '출력을 버퍼에 모으지 않습니다.'),
  ],
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('port', ['PORT', 'number'], 'The port to listen on: 8000.', '들을 포트: 8000.', { optional: true }),
      ],
    },
  },
};

const USAGE = 'usage: server.py [-h] [--cgi] [-b ADDRESS] [-d DIRECTORY] [-p VERSION] [port]\n';

/** python3 of Debian 12, as far as its web server. */
export const python: Program = {
  ...PYTHON,
  run(process) {
    const words = process.argv.slice(1).filter((word) => word !== '-u');
    if (words[0] === '-V' || words[0] === '--version') {
      process.out('Python 3.11.2\n');
      return Promise.resolve(0);
    }
    const args = words[0] === '-m' ? words.slice(2) : words.slice(1);
    const module = words[0] === '-m' ? words[1] : words[0]?.replace(/^-m(?=.)/, '');
    if (module === 'http.server' && words[0] !== 'http.server') return serve(process, args);
    process.err('cka-net: python3 is not simulated, except for python3 -m http.server\n');
    return Promise.resolve(1);
  },
};

/** socketserver.TCPServer.request_queue_size. */
const REQUEST_QUEUE_SIZE = 5;

function serve(process: Process, args: readonly string[]): Promise<number> {
  const settings = read(process, args);
  if (typeof settings === 'number') return Promise.resolve(settings);
  const { world, netns } = process;
  const pid = servicePid(process);
  try {
    const program = { pid, name: 'python3' };
    const listener = listenTcp(world, netns, {
      address: settings.address,
      port: settings.port,
      program,
      backlog: REQUEST_QUEUE_SIZE,
    });
    const state = {
      kind: 'http-server',
      listener,
      directory: resolvePath(process.cwd, settings.directory),
      requests: [],
    } as const;
    return serveUntilInterrupted(process, pid, state, settings);
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    const number = error.errno === 'EADDRINUSE' ? 98 : 99;
    process.err(`${BIND_TRACEBACK}OSError: [Errno ${number}] ${strerror(error.errno)}\n`);
    return Promise.resolve(1);
  }
}

async function serveUntilInterrupted(
  process: Process,
  pid: number,
  state: Parameters<typeof becomeService>[2],
  { address, port }: Settings,
): Promise<number> {
  const text = formatIp(address);
  const host = typeof address === 'string' ? `[${text}]` : text;
  const status = await becomeService(process, pid, state);
  if (process.background) return status;
  // Its output is a pipe, not a terminal, so Python keeps the first line until it ends.
  process.out(
    `Serving HTTP on ${text} port ${port} (http://${host}:${port}/) ...\n\nKeyboard interrupt received, exiting.\n`,
  );
  return 0;
}

interface Settings {
  readonly address: IpAddress;
  readonly port: number;
  readonly directory: string;
}

function read(process: Process, args: readonly string[]): Settings | number {
  let bind: string | undefined;
  let directory = process.cwd;
  let port = 8000;
  const words = [...args];
  const refuse = (message: string): number => {
    process.err(`${USAGE}server.py: error: ${message}\n`);
    return 2;
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [name, attached] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    if (name === '-b' || name === '--bind') bind = attached ?? words.shift();
    else if (name === '-d' || name === '--directory') directory = attached ?? words.shift() ?? directory;
    else if (name === '-p' || name === '--protocol') words.shift();
    else if (word.startsWith('-')) return refuse(`unrecognized arguments: ${[word, ...words].join(' ')}`);
    else if (!/^\d+$/.test(word)) return refuse(`argument port: invalid int value: '${word}'`);
    else port = Number(word);
  }
  if (bind === undefined) return { address: 0 as Ipv4, port, directory };
  const found = getaddrinfo(process.files, bind);
  if (found.type !== 'error') return { address: found.address, port, directory };
  process.err(
    `${NAME_TRACEBACK}socket.gaierror: [Errno ${found.error === 'EAI_AGAIN' ? -3 : -2}] ${GAI_ERRORS[found.error]}\n`,
  );
  return 1;
}
