import type { Errand, ScriptState, ServiceRecord, Sink } from '../kernel/service-records';
import type { World } from '../kernel/world';
import { statementOf, type CommandNode } from './ast-nodes';
import type { Interpreter } from './interpreter';
import type { ProgramRunner } from './program-runner';
import { writeSink } from './service-output';
import { printFrom } from './service-output';

/** How long, in virtual time, one command of a script may keep everybody else waiting. */
const PATIENCE_US = 30_000_000;

/**
 * Commands that scripts in the background cannot run by themselves (tools/script): a session runs them, one after the other, whenever it lets time
 * pass. A script that waits for its command is data, so that a fork runs it again from its beginning.
 */
export class Errands {
  private readonly running = new Set<number>();

  constructor(
    private readonly world: World,
    private readonly runner: ProgramRunner,
    private readonly interpreter: () => Interpreter,
  ) {}

  /** Whether some script waits for a command that does not run yet. */
  get waiting(): boolean {
    const { errands } = this.world;
    if (errands.size === 0) return false;
    for (const pid of errands.keys()) if (!this.running.has(pid)) return true;
    return false;
  }

  /** Runs the commands that wait now. */
  async run(): Promise<void> {
    for (const pid of [...this.world.errands.keys()]) {
      if (this.running.has(pid)) continue;
      this.running.add(pid);
      try {
        await this.runOne(pid);
      } finally {
        this.running.delete(pid);
      }
    }
  }

  private async runOne(pid: number): Promise<void> {
    const { world, runner } = this;
    const service = world.services.get(pid);
    const errand = service?.state.kind === 'script' ? service.state.errand : undefined;
    if (!service || !errand || errand.done) return world.removeErrand(pid);
    if (service.state.kind === 'script') world.writeService(pid).state = { ...service.state, begun: true };
    const outer = runner.context;
    runner.context = { host: service.host, netns: service.netns };
    let done: Errand['done'];
    try {
      done = await runner.within(PATIENCE_US, (signal) => this.runIn(service, errand, signal));
    } finally {
      runner.context = outer;
    }
    world.removeErrand(pid);
    const { state } = world.services.get(pid) ?? {};
    if (state?.kind !== 'script' || state.errand !== errand) return;
    const next: ScriptState = { ...state, errand: { ...errand, done } };
    world.writeService(pid).state = next;
    world.schedule(0, { type: 'service-wakes', pid });
  }

  private async runIn(service: ServiceRecord, errand: Errand, signal: AbortSignal): Promise<Errand['done']> {
    const { world } = this;
    const { host, netns } = service;
    const fresh = this.interpreter().newState(errand.cwd, errand.variables);
    const variables = new Map(fresh.variables).set('0', errand.name);
    errand.parameters.forEach((value, index) => variables.set(String(index + 1), value));
    const attributes = { ...fresh.attributes, exportedVars: errand.exported };
    const { container } = world.host(host);
    const print =
      (sink: Sink) =>
      (text: string): void =>
        sink.to === 'container' || sink.to === 'journal'
          ? printFrom(world, { ...service, sinks: { out: sink, err: sink } }, 'out', text)
          : writeSink(world, { host, netns }, sink, text);
    // The shell changes trees that it runs.
    const command = structuredClone(errand.command) as CommandNode;
    const { status, atExit } = await this.interpreter().run([statementOf([command])], { ...fresh, variables, attributes }, {
      output: { out: print(errand.out), err: print(errand.err) },
      signal,
      scriptName: errand.name,
      ...(container?.sh !== undefined && { dialect: container.sh }),
    }); // prettier-ignore
    const kept = new Map<string, string>();
    for (const [name, value] of atExit.variables) if (/^[A-Za-z_]\w*$/.test(name)) kept.set(name, value);
    return { status, variables: kept, cwd: atExit.cwd };
  }
}
