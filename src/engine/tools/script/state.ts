import { HostFileSystem } from '../../shell/files/host-file-system';
import type { RedirectionNode, SimpleCommandNode, StatementNode } from '../../shell/ast-nodes';
import { expandWords, type Scope } from './expand';
import { globPaths } from './glob';
import type { Machine, Todo } from '../../shell/machine-records';
import type { ScriptPlace } from './place';
import { sinksOf, type Opening } from './redirections';

/** A script as it is now: its stack, its variables and where its output goes, which every change replaces as a whole. */
export abstract class ScriptState implements Scope {
  constructor(
    public machine: Machine,
    protected readonly place: ScriptPlace,
    protected readonly stdin = '',
  ) {}

  pop(): Todo | undefined {
    const { stack } = this.machine;
    const top = stack.at(-1);
    if (top) this.machine = { ...this.machine, stack: stack.slice(0, -1) };
    return top;
  }

  push(...todos: readonly Todo[]): void {
    this.machine = { ...this.machine, stack: [...this.machine.stack, ...todos] };
  }

  protected set status(status: number) {
    if (status !== this.machine.status) this.machine = { ...this.machine, status };
  }

  get(name: string): string | undefined {
    const { parameters, status, variables, name: own } = this.machine;
    if (/^\d+$/.test(name)) return name === '0' ? own : parameters[Number(name) - 1];
    if (name === '?') return String(status);
    if (name === '#') return String(parameters.length);
    if (name === '@' || name === '*') return parameters.join(' ');
    if (name === '$') return '1';
    if (name === 'RANDOM') return String(this.place.world.random() % 32768);
    if (name === 'PWD') return this.machine.cwd;
    return variables.get(name);
  }

  set(name: string, value: string): void {
    this.machine = { ...this.machine, variables: new Map(this.machine.variables).set(name, value) };
  }

  abstract substitute(statements: readonly StatementNode[]): string;

  glob(pattern: string): readonly string[] {
    return globPaths(this.files(), this.machine.cwd, pattern);
  }

  protected files(): HostFileSystem {
    const { world, host, netns } = this.place;
    return new HostFileSystem(world, () => ({ host, netns }));
  }

  protected words(words: Parameters<typeof expandWords>[0]): string[] {
    return expandWords(words, this);
  }

  /** The words after the name; `@` in quotes is several, which a plain expansion cannot say. */
  protected plain({ args }: SimpleCommandNode): SimpleCommandNode['args'] {
    return args.flatMap((word) => {
      const [part] = word.parts;
      const inner = part?.type === 'DoubleQuoted' && word.parts.length === 1 && part.parts.length === 1 ? part.parts[0] : undefined; // prettier-ignore
      if (inner?.type !== 'ParameterExpansion' || inner.parameter !== '@' || inner.operation) return [word];
      return this.machine.parameters.map((value) => ({ type: 'Word' as const, parts: [{ type: 'SingleQuoted' as const, value }] })); // prettier-ignore
    });
  }

  protected opening(): Opening {
    return { scope: this, files: this.files(), cwd: this.machine.cwd };
  }

  /** Sends output where redirections say, until `restore-sinks`; false, with a message, when a file cannot be opened. */
  protected redirect(redirections: readonly RedirectionNode[]): boolean {
    if (redirections.length === 0) return true;
    const { out, err } = this.machine;
    const sinks = sinksOf(redirections, this.machine, this.opening());
    if (typeof sinks === 'string') {
      this.place.print(err, `${this.machine.name}: ${sinks}\n`);
      this.status = 1;
      return false;
    }
    if (sinks) {
      this.machine = { ...this.machine, ...sinks };
      this.push({ do: 'restore-sinks', out, err });
    }
    return true;
  }
}
