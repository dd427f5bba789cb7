import type { CommandNode, SimpleCommandNode, StatementNode } from '../../shell/ast-nodes';
import { resolvePath } from '../../shell/files/path';
import type { HostFileSystem } from '../../shell/files/host-file-system';
import type { Sink } from '../../kernel/service-records';
import { arithmetic } from './arithmetic';
import { commandNamed, type Outcome } from './commands';
import { expandText, NeedsShell } from './expand';
import { matchesPattern } from './glob';
import type { Machine, Todo } from '../../shell/machine-records';
import type { ScriptPlace, Stop } from './place';
import { ScriptState } from './state';
import { inputOf, textOf } from './redirections';

/**
 * A shell that can stop anywhere: it runs a script command by command, synchronously, and is plain data in between, so that a lab forks while
 * a container sleeps in the middle of a loop. It knows the control structures, expansions and small programs that scripts of containers use; a command
 * that is beyond it (`nslookup`, `awk`, arrays) is left to the shell of a session, whole, and the script goes on from its result.
 */

/** A round of a loop takes about what starting a program does. */
const ROUND_US = 1000;
/** Commands without a pause, after which the rest of the world gets its turn. */
const MOST_AT_ONCE = 5000;

/** The name of a file that nobody can have: what is captured. */
const CAPTURED = '\0captured';

/** Signals that something has ended the whole script. */
class Exit extends Error {
  constructor(readonly status: number) {
    super();
  }
}

/** Runs a script until it ends or has to wait. */
export function runMachine(start: Machine, place: ScriptPlace): Stop {
  const run = new Run(start, place);
  for (let count = 0; ; count++) {
    const todo = run.pop();
    if (!todo) return { type: 'ended', status: run.machine.status };
    if (count > MOST_AT_ONCE) {
      run.push(todo);
      return { type: 'sleeps', untilUs: place.world.nowUs + ROUND_US, machine: run.machine, endless: true };
    }
    const before = run.machine;
    try {
      const stop = run.step(todo);
      if (stop) return stop;
    } catch (error) {
      if (error instanceof Exit) return { type: 'ended', status: error.status };
      if (!(error instanceof NeedsShell)) throw error;
      const command = todo.do === 'command' ? todo.command : todo.do === 'pipeline' ? groupOf(todo) : undefined;
      if (!command) return { type: 'ended', status: 2 };
      return { type: 'needs-shell', machine: before, command };
    }
  }
}

function groupOf(todo: Extract<Todo, { do: 'pipeline' }>): CommandNode {
  const statement: StatementNode = { type: 'Statement', pipelines: [todo.pipeline], operators: [], background: false };
  return { type: 'Group', body: [statement], redirections: [] };
}

/** One run of a machine: the machine as it is now. */
class Run extends ScriptState {
  substitute(statements: readonly StatementNode[]): string {
    return this.capture([{ do: 'list', statements, at: 0 }], '').output;
  }

  /** Runs something to its end and keeps what it prints. A command that would have to wait does not. */
  private capture(stack: readonly Todo[], stdin: string): { readonly output: string; readonly status: number } {
    let output = '';
    const marker: Sink = { to: 'file', path: CAPTURED };
    const place: ScriptPlace = {
      ...this.place,
      print: (sink, text) => {
        if (sink.to === 'file' && sink.path === CAPTURED) output += text;
        else this.place.print(sink, text);
      },
      startDaemon: () => {
        throw new NeedsShell();
      },
    };
    const inner = new Run({ ...this.machine, stack, out: marker }, place, stdin);
    for (let todo = inner.pop(); todo; todo = inner.pop()) {
      try {
        if (inner.step(todo)?.type === 'needs-shell') throw new NeedsShell();
      } catch (error) {
        if (error instanceof Exit) return { output, status: error.status };
        throw error;
      }
    }
    return { output, status: inner.machine.status };
  }

  // --- doing

  step(todo: Todo): Stop | undefined {
    switch (todo.do) {
      case 'list': {
        const statement = todo.statements[todo.at];
        if (!statement) return undefined;
        this.push({ ...todo, at: todo.at + 1 });
        if (statement.background) return this.background(statement);
        this.push({ do: 'statement', statement, at: 0 });
        return undefined;
      }
      case 'statement':
        return this.statement(todo);
      case 'pipeline':
        return this.pipeline(todo);
      case 'command':
        return this.command(todo.command);
      case 'negate':
        this.status = this.machine.status === 0 ? 1 : 0;
        return undefined;
      case 'if':
        return this.branch(todo);
      case 'loop': {
        const goes = (this.machine.status === 0) === (todo.node.type === 'While');
        if (goes) this.push({ do: 'again', node: todo.node }, { do: 'list', statements: todo.node.body, at: 0 });
        else this.status = 0;
        return undefined;
      }
      case 'again':
        this.push({ do: 'loop', node: todo.node }, { do: 'list', statements: todo.node.condition, at: 0 });
        return undefined;
      case 'for': {
        const word = todo.words[todo.at];
        if (word === undefined) return undefined;
        this.set(todo.node.variable, word);
        this.push({ ...todo, at: todo.at + 1 }, { do: 'list', statements: todo.node.body, at: 0 });
        return undefined;
      }
      case 'c-for': {
        const { condition, body, update } = todo.node;
        if (condition && arithmetic(condition.expression, this) === 0) return undefined;
        this.push({ do: 'c-for', node: { ...todo.node, init: update } });
        // The step comes after the body: an empty list whose end runs it.
        this.push({ do: 'command', command: { type: 'CStyleFor', init: update, condition: null, update: null, body: [], redirections: [] } }, { do: 'list', statements: body, at: 0 }); // prettier-ignore
        return undefined;
      }
      case 'restore-sinks':
        this.machine = { ...this.machine, out: todo.out, err: todo.err };
        return undefined;
      case 'leave-subshell': {
        const { stack, status } = this.machine;
        this.machine = { ...todo.machine, stack, status };
        return undefined;
      }
      case 'return':
        this.machine = { ...this.machine, parameters: todo.parameters };
        return undefined;
      case 'follow':
        return this.follow(todo.path, todo.seen);
    }
  }

  private statement({ statement, at }: Extract<Todo, { do: 'statement' }>): undefined {
    const pipeline = statement.pipelines[at];
    if (!pipeline) {
      const last = statement.pipelines.at(-1);
      if (this.machine.errexit && this.machine.status !== 0 && !last?.negated && !this.inCondition()) {
        throw new Exit(this.machine.status);
      }
      return undefined;
    }
    this.push({ do: 'statement', statement, at: at + 1 });
    const operator = at === 0 ? undefined : statement.operators[at - 1];
    const failed = this.machine.status !== 0;
    if ((operator === '&&' && failed) || (operator === '||' && !failed)) return undefined;
    if (pipeline.negated) this.push({ do: 'negate' });
    this.push({ do: 'pipeline', pipeline });
    return undefined;
  }

  /** Whether what runs decides an `if` or a loop. */
  private inCondition(): boolean {
    return this.machine.stack.some((todo) => todo.do === 'loop' || todo.do === 'if');
  }

  private pipeline({ pipeline }: Extract<Todo, { do: 'pipeline' }>): Stop | undefined {
    const [first, ...rest] = pipeline.commands;
    if (!first) return undefined;
    if (rest.length === 0) {
      this.push({ do: 'command', command: first });
      return undefined;
    }
    let input = '';
    const before = this.machine;
    for (const [index, command] of pipeline.commands.entries()) {
      if (index < pipeline.commands.length - 1) {
        input = this.capture([{ do: 'command', command }], input).output;
        continue;
      }
      const last = this.capture([{ do: 'command', command }], input);
      this.place.print(before.out, last.output);
      this.status = last.status;
    }
    return undefined;
  }

  private background(statement: StatementNode): undefined {
    this.place.fork({
      ...this.machine,
      stack: [{ do: 'statement', statement: { ...statement, background: false }, at: 0 }],
    });
    this.status = 0;
    return undefined;
  }

  private branch({ node, clause }: Extract<Todo, { do: 'if' }>): undefined {
    const held = node.clauses[clause];
    if (held && this.machine.status === 0) this.push({ do: 'list', statements: held.body, at: 0 });
    else this.clause(node, clause + 1);
    return undefined;
  }

  private clause(node: Extract<Todo, { do: 'if' }>['node'], clause: number): void {
    const next = node.clauses[clause];
    if (next) this.push({ do: 'if', node, clause }, { do: 'list', statements: next.condition, at: 0 });
    else {
      this.status = 0;
      if (node.elseBody) this.push({ do: 'list', statements: node.elseBody, at: 0 });
    }
  }

  private command(command: CommandNode): Stop | undefined {
    if (command.type === 'SimpleCommand') return this.simple(command);
    if (command.type === 'FunctionDef') {
      this.machine = { ...this.machine, functions: new Map(this.machine.functions).set(command.name, command) };
      this.status = 0;
      return undefined;
    }
    if (!this.redirect(command.redirections)) return undefined;
    switch (command.type) {
      case 'If':
        this.clause(command, 0);
        return undefined;
      case 'While':
      case 'Until':
        this.push({ do: 'again', node: command });
        return undefined;
      case 'For':
        this.push({ do: 'for', node: command, words: command.words ? this.words(command.words) : this.machine.parameters, at: 0 }); // prettier-ignore
        return undefined;
      case 'CStyleFor':
        if (command.init) arithmetic(command.init.expression, this);
        if (command.condition || command.update || command.body.length > 0) this.push({ do: 'c-for', node: command });
        return undefined;
      case 'Group':
        this.push({ do: 'list', statements: command.body, at: 0 });
        return undefined;
      case 'Subshell':
        this.push({ do: 'leave-subshell', machine: this.machine }, { do: 'list', statements: command.body, at: 0 });
        return undefined;
      case 'Case':
        return this.choose(command);
      case 'ArithmeticCommand':
        this.status = arithmetic(command.expression.expression, this) === 0 ? 1 : 0;
        return undefined;
      default:
        throw new NeedsShell();
    }
  }

  private choose(command: Extract<CommandNode, { type: 'Case' }>): undefined {
    const value = expandText(command.word, this);
    this.status = 0;
    for (const { patterns, body, terminator } of command.items) {
      if (!patterns.some((pattern) => matchesPattern(expandText(pattern, this), value))) continue;
      if (terminator !== ';;') throw new NeedsShell();
      this.push({ do: 'list', statements: body, at: 0 });
      return undefined;
    }
    return undefined;
  }

  private simple(command: SimpleCommandNode): Stop | undefined {
    const argv = [...(command.name ? this.words([command.name]) : []), ...this.words(this.plain(command))];
    const [name = '', ...args] = argv;
    const assigned = command.assignments.map(({ name: variable, value, append, array }): [string, string] => {
      if (array) throw new NeedsShell();
      const text = value ? expandText(value, this) : '';
      return [variable, append ? `${this.get(variable) ?? ''}${text}` : text];
    });
    if (argv.length === 0) {
      if (assigned.length > 0) this.status = 0;
      for (const [variable, value] of assigned) this.set(variable, value);
      if (command.redirections.length > 0) {
        const { out, err } = this.machine;
        if (this.redirect(command.redirections)) this.machine = { ...this.machine, out, err };
      }
      return undefined;
    }
    const input = inputOf(command.redirections, this.stdin, this.opening());
    const { out, err } = this.machine;
    if (!this.redirect(command.redirections)) return undefined;
    const body = this.machine.functions.get(name);
    if (body) {
      this.push({ do: 'return', parameters: this.machine.parameters }, { do: 'command', command: body.body });
      this.machine = { ...this.machine, parameters: args };
      return undefined;
    }
    const outcome = this.runProgram(name, args, assigned, input);
    const restore = this.machine.stack.at(-1);
    if (typeof outcome === 'number') {
      this.status = outcome;
      if (restore?.do === 'restore-sinks') this.pop();
      this.machine = { ...this.machine, out, err };
      return undefined;
    }
    return this.follows(outcome);
  }

  private runProgram(
    name: string,
    args: readonly string[],
    assigned: readonly (readonly [string, string])[],
    stdin: string,
  ): Outcome {
    const { machine, place } = this;
    const run = commandNamed(name);
    const files = this.files();
    if (run?.builtin !== true && !isInstalled(name, files, machine.cwd, this.get('PATH') ?? '')) {
      place.print(machine.err, `${machine.name}: ${name}: not found\n`);
      return 127;
    }
    if (!run) {
      const daemon = place.startDaemon([name, ...args]);
      if (daemon === 'started') return { then: 'daemon' };
      if (daemon !== undefined) return daemon;
      throw new NeedsShell();
    }
    return run.run({
      world: place.world,
      host: place.host,
      netns: place.netns,
      files,
      machine,
      args,
      stdin,
      environment: environmentOf(machine, assigned),
      get: (variable) => this.get(variable),
      set: (variable, value) => this.set(variable, value),
      change: (changes) => {
        this.machine = { ...this.machine, ...changes };
      },
      out: (text) => place.print(machine.out, text),
      err: (text) => place.print(machine.err, text),
      path: (path) => resolvePath(machine.cwd, path),
    });
  }

  /** What comes of a command that is no plain program. */
  private follows(outcome: Exclude<Outcome, number>): Stop | undefined {
    switch (outcome.then) {
      case 'exit':
        throw new Exit(outcome.status);
      case 'sleep': {
        this.status = 0;
        const endless = this.machine.stack.some((todo) => todo.do === 'again' || todo.do === 'loop');
        return { type: 'sleeps', untilUs: outcome.untilUs, machine: this.machine, endless };
      }
      case 'daemon':
        return { type: 'daemon', machine: this.machine };
      case 'follow':
        return this.follow(outcome.path, outcome.seen);
      case 'list': {
        const { parameters } = this.machine;
        if (outcome.subshell) this.push({ do: 'leave-subshell', machine: this.machine });
        if (outcome.parameters) this.machine = { ...this.machine, parameters: outcome.parameters };
        if (outcome.parameters && !outcome.subshell) this.push({ do: 'return', parameters });
        this.push({ do: 'list', statements: outcome.statements, at: 0 });
        return undefined;
      }
      case 'command':
        // `exec`, `env`, `command`: another program in this one's place.
        this.push({ do: 'command', command: outcome.command });
        return undefined;
      case 'unwind':
        return this.unwind(outcome.from, outcome.goesOn);
    }
  }

  /** break, continue, return. */
  private unwind(from: 'loop' | 'function', goesOn: boolean): undefined {
    for (let todo = this.pop(); todo; todo = this.pop()) {
      const loop = todo.do === 'again' || todo.do === 'for' || todo.do === 'c-for';
      if (todo.do === 'restore-sinks' || todo.do === 'leave-subshell') this.step(todo);
      if (from === 'function' && todo.do === 'return') {
        this.push(todo);
        return undefined;
      }
      if (from === 'loop' && loop) {
        if (goesOn) this.push(todo);
        return undefined;
      }
    }
    return undefined;
  }

  private follow(path: string, seen: number): Stop {
    const text = textOf(this.files(), path);
    // A shorter file is another one.
    const from = text.length < seen ? 0 : seen;
    this.place.print(this.machine.out, text.slice(from));
    this.push({ do: 'follow', path, seen: text.length });
    const untilUs = path === '/dev/null' ? Infinity : this.place.world.nowUs + 1_000_000;
    return { type: 'sleeps', untilUs, machine: this.machine, endless: true };
  }
}

/** A name with a slash is a file; others are looked for along PATH. */
function isInstalled(name: string, files: HostFileSystem, cwd: string, path: string): boolean {
  if (name.includes('/')) return files.isFile(resolvePath(cwd, name));
  return path.split(':').some((folder) => files.isFile(resolvePath(folder || '/', name)));
}

/** What a program inherits: exported variables, and those that are set for it alone. */
function environmentOf(
  { exported, variables }: Machine,
  assigned: readonly (readonly [string, string])[],
): Map<string, string> {
  const environment = new Map<string, string>();
  for (const variable of exported) {
    const value = variables.get(variable);
    if (value !== undefined) environment.set(variable, value);
  }
  for (const [variable, value] of assigned) environment.set(variable, value);
  return environment;
}
