import { containersOf } from '../../kernel/containers/node';
import { parseOptions } from '../grammar/getopt-dialect';
import { flag, positional, valued } from '../grammar/declare-getopt';
import type { Choice, Declaration, Program } from '../grammar/types';
import { exitStatus, ExitError } from '../clib/exit';
import { imagesOn } from '../containers/images';
import { TabWriter } from '../kubectl/printers/tab-writer';
import type { Process } from '../tool';

const WORD = positional('word', ['WORD', 'text'], 'What to do: ls.', '할 일: ls.', { optional: true, repeats: true });

function verb(name: string, aliases: readonly string[], en: string, ko: string): Choice {
  return {
    name,
    aliases,
    match: 'exact',
    words: { en, ko },
    body: { clause: { parameters: [], positionals: [WORD] } },
  };
}

const CTR: Declaration = {
  name: 'ctr',
  words: { en: "containerd's own command line.", ko: 'containerd 자체의 명령줄 도구입니다.' },
  synopsis: 'ctr [global options] command [command options]',
  dialect: 'getopt',
  options: [
    valued('-n --namespace', 'NAME', 'text', 'The namespace of containerd: k8s.io is Kubernetes’.', 'containerd의 네임스페이스입니다. 쿠버네티스는 k8s.io입니다.'), // prettier-ignore
    valued('-a --address', 'PATH', 'path', 'Where containerd listens.', 'containerd가 듣는 곳입니다.'),
    flag('-q --quiet', 'Names only.', '이름만 보여 줍니다.'),
  ],
  body: {
    select: {
      role: 'verb',
      choices: [
        verb('version', [], 'Shows the versions.', '버전을 보여 줍니다.'),
        verb('namespaces', ['namespace', 'ns'], 'Lists namespaces.', '네임스페이스를 나열합니다.'),
        verb('containers', ['c', 'container'], 'Lists containers.', '컨테이너를 나열합니다.'),
        verb('images', ['image', 'i'], 'Lists images.', '이미지를 나열합니다.'),
        verb('tasks', ['t', 'task'], 'Lists running tasks.', '실행 중인 작업을 나열합니다.'),
      ],
    },
  },
};

/** ctr of containerd 2.2: what it lists of its namespace; Kubernetes' is k8s.io, and without -n it is `default`, where nothing is. */
export const ctr: Program = {
  ...CTR,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const { options, operands, error } = parseOptions(CTR, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(1, `Incorrect Usage: ${error}\n`);
  const given = new Map(options.map(({ flag, value }) => [flag, value ?? '']));
  const { world, host } = process;
  const out = (text: string): void => process.out(text);
  if (!world.nodes.has(host))
    throw new ExitError(1, 'ctr: failed to dial "/run/containerd/containerd.sock": connection error: desc = "transport: error while dialing: dial unix /run/containerd/containerd.sock: connect: no such file or directory"\n'); // prettier-ignore
  const [object = '', action = ''] = operands;
  const ours = (given.get('n') ?? process.env.get('CONTAINERD_NAMESPACE') ?? 'default') === 'k8s.io';
  const writer = new TabWriter((text) => out(text), { minWidth: 4, padding: 4 });
  const rows = (head: string, lines: readonly string[]): number => {
    if (given.has('q')) for (const line of lines) out(`${line.split('\t')[0] ?? ''}\n`);
    else {
      writer.write([head, ...lines].map((line) => `${line}\t\n`).join(''));
      writer.flush();
    }
    return 0;
  };
  if (object === 'version') {
    const version = '  Version:  v2.2.1\n  Revision: dea7da592f5d1d2b7755e3a161be07f43fad8f75\n';
    out(
      `Client:\n${version}  Go version: go1.24.11\n\nServer:\n${version}  UUID: ${world.systems.get(host)?.bootId ?? ''}\n`,
    );
    return 0;
  }
  if (!/^(ls|list)$/.test(action)) throw new ExitError(1, `No help topic for '${action || object}'\n`);
  if (/^(namespaces?|ns)$/.test(object)) return rows('NAME\tLABELS', ['k8s.io\t']);
  if (/^(containers?|c)$/.test(object))
    return rows('CONTAINER\tIMAGE\tRUNTIME', ours ? containersOf(world, host).map(({ id, config }) => `${id}\t${config.image}\tio.containerd.runc.v2`) : []); // prettier-ignore
  if (/^(tasks?|t)$/.test(object))
    return rows('TASK\tPID\tSTATUS', ours ? containersOf(world, host).map(({ id, pid, state }) => `${id}\t${pid ?? 0}\t${state === 'running' ? 'RUNNING' : 'STOPPED'}`) : []); // prettier-ignore
  if (/^(images?|i)$/.test(object))
    return rows('REF\tTYPE\tDIGEST\tSIZE\tPLATFORMS\tLABELS', ours ? imagesOn(world, host).flatMap(({ tags, digests, size }) => tags.map((tag) => `${tag}\tapplication/vnd.oci.image.index.v1+json\t${digests[0]?.split('@')[1] ?? ''}\t${(size / 1_048_576).toFixed(1)} MiB\tlinux/amd64\tio.cri-containerd.image=managed`)) : []); // prettier-ignore
  throw new ExitError(1, `No help topic for '${object}'\n`);
}
