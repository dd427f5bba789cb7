import { KernelError, strerror } from '../../kernel/errno';
import { openIpset, type IpsetSocket } from '../../kernel/ipset/control';
import { SetError, type ElementRequest, type SetRecord } from '../../kernel/ipset/model';
import { ExitError, exitStatus } from '../clib/exit';
import type { Program } from '../grammar/types';
import type { Process } from '../tool';
import { readCreate, readElementOptions } from './arguments';
import { findCommand } from './commands';
import { IPSET } from './declaration';
import { checkAllowed, readElement } from './element';
import { errorText } from './errors';
import { generalHelp, supportedTypes, typeHelp } from './help';
import { readEnvironment } from './options';
import { elementText, printSets } from './print';
import { IpsetError, sessionError, usageProblem, type Environment } from './session';
import { findType, OTHER_TYPE_NAMES, typeOf } from './set-types';
import { readSetName } from './values';
import { splitLine } from './restore-line';

const VERSION = 'ipset v7.17';

/** ipset(8) 7.17. */
export const ipset: Program = {
  ...IPSET,
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => run(process),
    ),
};

function run(process: Process): number {
  const environment: Environment = { files: process.files, sorted: false, quiet: false, exist: false, namesOnly: false, headersOnly: false }; // prettier-ignore
  return new Session(process, environment).line(process.argv.slice(1), 0);
}

/** One run of the program; `restore` gives it many command lines. */
class Session {
  private readonly socket: IpsetSocket;

  constructor(
    private readonly process: Process,
    private readonly environment: Environment,
  ) {
    this.socket = openIpset(process.world, process.netns);
  }

  /** One command line; `number` is its line in the input of `restore`, or 0. */
  line(words: readonly string[], number: number): number {
    try {
      return this.command(words, number);
    } catch (error) {
      if (!(error instanceof IpsetError)) throw error;
      return this.report(error, number);
    }
  }

  private report({ kind, message, status }: IpsetError, line: number): never {
    const { environment } = this;
    if (kind === 'notice' && !environment.quiet) throw new ExitError(status, message);
    const where = line > 0 && status === 1 ? `Error in line ${line}: ` : '';
    throw new ExitError(status, environment.quiet || kind === 'silent' ? '' : `${VERSION}: ${where}${message}`);
  }

  private command(words: readonly string[], line: number): number {
    const rest = readEnvironment(this.environment, words);
    const [word] = rest;
    const command = word === undefined ? undefined : findCommand(word);
    if (word === undefined) throw usageProblem('No command specified.');
    if (!command) throw usageProblem(`No command specified: unknown argument ${word}`);
    if (line > 0 && ['restore', 'help', 'version'].includes(command.name)) {
      throw usageProblem(`Command \`${command.name}' is invalid in restore mode.`);
    }
    const [first, second, ...others] = rest.slice(1);
    if (command.takes === 'two') {
      if (first === undefined) throw usageProblem(`Missing mandatory argument to command ${command.name}`);
      if (second === undefined) throw usageProblem(`Missing second mandatory argument to command ${command.name}`);
      return this.onSet(command.name, first, second, others);
    }
    const extra = command.takes === 'optional' ? second : first;
    if (command.name === 'help') return this.help(first);
    if (command.name === 'version') {
      this.process.out(`${VERSION}, protocol version: 7\n`);
      return 0;
    }
    if (command.name === 'quit') return 0;
    const name = command.takes === 'optional' && first !== undefined ? readSetName(first) : undefined;
    if (extra !== undefined) throw usageProblem(`Unknown argument ${extra}`);
    return this.onMaybeSet(command.name, name);
  }

  private help(typeName: string | undefined): number {
    const out = (text: string): void => this.process.out(text);
    out(generalHelp());
    if (this.environment.quiet) return 0;
    if (typeName === undefined) {
      out(supportedTypes());
      return 0;
    }
    const type = findType(typeName);
    if (!type) throw usageProblem(`Unknown settype: \`${typeName}'`);
    out(typeHelp(type));
    return 0;
  }

  private onMaybeSet(command: string, name: string | undefined): number {
    switch (command) {
      case 'destroy':
        this.kernel(command, () => this.socket.destroy(name));
        return 0;
      case 'flush':
        this.kernel(command, () => this.socket.flush(name));
        return 0;
      case 'restore':
        return this.restore();
      default:
        return this.list(command === 'save', name);
    }
  }

  private list(saving: boolean, name: string | undefined): number {
    const { socket, process, environment } = this;
    const { file } = environment;
    if (file !== undefined) this.write(file, '');
    const found = name === undefined ? socket.sets() : [this.need(name)];
    const text = printSets(process.world, socket, found, environment, saving);
    if (file === undefined) process.out(text);
    else this.write(file, text);
    return 0;
  }

  private write(file: string, text: string): void {
    try {
      this.process.files.write(file, text);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      throw sessionError(`Cannot open ${file} for writing: ${strerror(error.errno)}`);
    }
  }

  private need(name: string): SetRecord {
    const set = this.socket.find(name);
    if (!set) throw sessionError(errorText('ENOENT', 'list'));
    return set;
  }

  private onSet(command: string, first: string, second: string, others: readonly string[]): number {
    const name = readSetName(first);
    switch (command) {
      case 'create':
        this.create(name, second, others);
        return 0;
      case 'rename':
      case 'swap': {
        const other = readSetName(second);
        if (others[0] !== undefined) throw usageProblem(`Unknown argument ${others[0]}`);
        this.kernel(command, () =>
          command === 'swap' ? this.socket.swap(name, other) : this.socket.rename(name, other),
        );
        return 0;
      }
      default:
        return this.element(command as 'add' | 'del' | 'test', name, second, others);
    }
  }

  private create(name: string, typeName: string, words: readonly string[]): void {
    const { process, environment } = this;
    if (OTHER_TYPE_NAMES.has(typeName))
      throw new ExitError(2, `cka-net: ipset type ${typeName} is not simulated yet\n`);
    const type = findType(typeName);
    if (!type) throw sessionError(`Syntax error: typename '${typeName}' is unknown`);
    const request = readCreate(process.files, type, name, words);
    this.kernel('create', () => this.socket.create(request, environment.exist));
  }

  private element(command: 'add' | 'del' | 'test', name: string, text: string, words: readonly string[]): number {
    const { process, socket, environment } = this;
    const set = this.need(name);
    const type = typeOf(set.type);
    const element = readElement(process.files, type, set.family, text);
    const request: ElementRequest = { ...element, ...readElementOptions(type, command, words) };
    checkAllowed(type, command, set.family, request);
    if (command !== 'test') {
      this.kernel(command, () => (command === 'add' ? socket.add(name, request, environment.exist) : socket.remove(name, request, environment.exist))); // prettier-ignore
      return 0;
    }
    let inside = false;
    this.kernel(command, () => {
      inside = this.isIn(name, request);
    });
    const shown = elementText(process.files, set, request);
    if (!inside) throw new IpsetError(`${shown} is NOT in set ${name}.\n`, 1, environment.quiet ? 'silent' : 'notice');
    if (!environment.quiet) process.err(`Warning: ${shown} is in set ${name}.\n`);
    return 0;
  }

  /** What cannot be in a set is not in it: only commands that change it complain. */
  private isIn(name: string, request: ElementRequest): boolean {
    try {
      return this.socket.test(name, request);
    } catch (error) {
      if (error instanceof SetError && ABSENT.has(error.code)) return false;
      throw error;
    }
  }

  private restore(): number {
    const { process, environment } = this;
    const { file } = environment;
    let text = process.stdin;
    if (file !== undefined) {
      try {
        text = process.files.read(file);
      } catch (error) {
        if (!(error instanceof KernelError)) throw error;
        throw new ExitError(255);
      }
    }
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    for (const [i, line] of lines.entries()) {
      const trimmed = line.trimStart();
      if (trimmed === '' || trimmed.startsWith('#') || trimmed.trimEnd() === 'COMMIT') continue;
      this.line(splitLine(trimmed), i + 1);
    }
    return 0;
  }

  private kernel(command: string, call: () => void): void {
    try {
      call();
    } catch (error) {
      if (!(error instanceof SetError)) throw error;
      throw sessionError(errorText(error.code, command));
    }
  }
}

const ABSENT: ReadonlySet<string> = new Set(['NAME', 'LOOP', 'BITMAP_RANGE', 'EXIST', 'REF_EXIST', 'NAMEREF']);
