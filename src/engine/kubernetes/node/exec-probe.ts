import type { World } from '../../kernel/world';
import { HostFileSystem } from '../../shell/files/host-file-system';

/**
 * Programs that probes and hooks run in containers. A kubelet works between two events of the clock, where no shell can run; what probes commonly
 * ask is answered here from the container's files: cat, ls, test, true, false, and lists of them in `sh -c`.
 */
export interface ExecOutcome {
  readonly status: number;
  readonly output: string;
}

export function execInContainer(world: World, id: string, argv: readonly string[]): ExecOutcome {
  if (world.containers.get(id)?.state !== 'running') return { status: 1, output: 'container not running' };
  const { rootNetns } = world.host(id);
  const files = new HostFileSystem(world, () => ({ host: id, netns: rootNetns }));
  const [program = '', flag, script] = argv;
  if (/(^|\/)(sh|bash|ash)$/.test(program) && flag === '-c' && script !== undefined) return list(files, script);
  return simple(files, argv);
}

/** `a && b || c; d`, the last status counts. */
function list(files: HostFileSystem, script: string): ExecOutcome {
  let outcome: ExecOutcome = { status: 0, output: '' };
  let join = ';';
  for (const part of script.split(/(&&|\|\||;|\n)/)) {
    const text = part.trim();
    if (text === '&&' || text === '||' || text === ';' || part === '\n') join = text === '' ? ';' : text;
    else if (text !== '') {
      if (join === '&&' && outcome.status !== 0) continue;
      if (join === '||' && outcome.status === 0) continue;
      const words = text.split(/\s+/).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
      const next = simple(files, words);
      outcome = { status: next.status, output: outcome.output + next.output };
    }
  }
  return outcome;
}

function simple(files: HostFileSystem, argv: readonly string[]): ExecOutcome {
  const [path = '', ...words] = argv.filter((word) => !/^[12]?>/.test(word) && word !== '/dev/null' && word !== '2>&1');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const operands = words.filter((word) => !word.startsWith('-'));
  const missing = operands.find((operand) => files.lookup(operand) === undefined);
  switch (name) {
    case 'false':
      return { status: 1, output: '' };
    case 'exit':
      return { status: Number(words[0] ?? 0) || 0, output: '' };
    case 'cat':
      return missing === undefined
        ? { status: 0, output: '' }
        : { status: 1, output: `cat: can't open '${missing}': No such file or directory\n` };
    case 'ls':
      return missing === undefined
        ? { status: 0, output: '' }
        : { status: 1, output: `ls: ${missing}: No such file or directory\n` };
    case 'touch':
      for (const operand of operands) if (!files.lookup(operand)) files.write(operand, '');
      return { status: 0, output: '' };
    case 'rm':
      return { status: 0, output: '' };
    case 'test':
    case '[': {
      const found = files.lookup(operands.filter((word) => word !== ']')[0] ?? '');
      const wanted =
        words[0] === '-f'
          ? found?.type === 'file'
          : words[0] === '-d'
            ? found?.type === 'directory'
            : found !== undefined;
      return { status: wanted ? 0 : 1, output: '' };
    }
    default:
      return { status: 0, output: '' };
  }
}
