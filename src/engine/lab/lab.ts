import { addNic, addSwitch, connect } from '../kernel/cabling';
import { createHost } from '../kernel/host';
import { bootProcesses } from '../kernel/processes';
import { openNetlink } from '../kernel/netlink-socket';
import type { HostId } from '../kernel/records';
import { settle } from '../kernel/run';
import { World } from '../kernel/world';
import { parseIpv4, parseMac } from '../packet/address';
import { installBaseImage, makeParents } from '../shell/files/base-image';
import { bundledPrograms } from '../shell/programs';
import { ShellSession, type RunOptions } from '../shell/session';
import type { ShellState } from '../shell/shell-state';
import { buildCluster } from '../kubernetes/cluster/build';
import { LAB_EPOCH_MS } from '../kernel/clock';
import { clusterBehaviour } from '../kubernetes/controllers/behaviour';
import { sameState, type Differences } from '../state/same';
import { TOOLS } from '../tools/registry';
import { serviceBehaviour } from '../tools/services/behaviour';
import { BUILTIN_LABS, builtinLab } from './builtin';
import { LabDefinitionError, type HostDefinition, type LabDefinition } from './definition';
import { parseLabDefinition } from './parse-definition';
import { ruleText } from './rule-text';

/**
 * A running lab: its world, and the shells on its hosts. `fork()` copies both in constant time.
 */
export class Lab {
  private session: ShellSession | undefined;

  private constructor(
    readonly name: string,
    readonly world: World,
    readonly firstHost: HostId,
    private readonly memory: ReadonlyMap<HostId, ShellState>,
  ) {}

  /** Builds a lab and runs its hosts' setup. Throws LabDefinitionError when a route, address or setup command is refused. */
  static async create(name: string, definition: LabDefinition, { seed = 1, bornMs }: LabOptions = {}): Promise<Lab> {
    const world = new World(seed, serviceBehaviour, ruleText, undefined, clusterBehaviour);
    if (bornMs !== undefined) world.advanceTo((bornMs - LAB_EPOCH_MS) * 1000);
    const [first] = definition.hosts;
    if (!first) throw new LabDefinitionError([{ path: [], facts: { code: 'lab-no-hosts' } }]);
    for (const host of definition.hosts) buildHost(world, host);
    settle(world);
    const lab = new Lab(name, world, first.name, new Map());
    for (const [index, host] of definition.hosts.entries()) await lab.configure(host, index);
    if (definition.kubernetes) {
      buildCluster(world, definition.kubernetes);
      const [host] = definition.kubernetes.nodes;
      // As in the exam.
      await lab.run('alias k=kubectl', { ...QUIET, host, signal: new AbortController().signal });
    }
    settle(world);
    return lab;
  }

  /** Host names in the order the lab lists them. */
  get hostNames(): readonly HostId[] {
    return [...this.world.hosts.keys()];
  }

  /** Runs a script on a host; see ShellSession.run. */
  run(script: string, options: RunOptions): Promise<{ readonly exitCode: number }> {
    this.session ??= new ShellSession(this.world, TOOLS, this.firstHost, this.memory);
    return this.session.run(script, options);
  }

  /** An independent lab in the same state, shells included. Constant time; must not be called while a script runs. */
  fork(): Lab {
    return new Lab(this.name, this.world.fork(), this.firstHost, this.session?.memory ?? this.memory);
  }

  /**
   * Whether the two labs are in the same state: what is run on one has the effect and the output that it has on the other, except for what asks how the
   * statement before it ended (`$?`, `$_`, `PIPESTATUS`). Costs what differs; may say no of labs that are the same. `differences` remembers between questions where
   * labs like these differ.
   */
  sameAs(other: Lab, differences?: Differences): boolean {
    if (!this.world.sameAs(other.world, differences)) return false;
    const [mine, others] = [this.shells, other.shells];
    if (mine === others) return true;
    const [one, two] = [mine, others].map(
      (shells) => new Map([...shells].map(([host, state]) => [host, { ...state, ...NOT_ASKED }] as const)),
    );
    return sameState(one, two);
  }

  private get shells(): ReadonlyMap<HostId, ShellState> {
    return this.session?.memory ?? this.memory;
  }

  private async configure(host: HostDefinition, index: number): Promise<void> {
    const commands = [
      ...host.routes.map((words, i) => ({ command: `ip route add ${words}`, path: ['hosts', index, 'routes', i] })),
      ...(host.setup === undefined ? [] : [{ command: host.setup, path: ['hosts', index, 'setup'] }]),
    ];
    for (const { command, path } of commands) {
      let output = '';
      const { exitCode } = await this.run(command, {
        host: host.name,
        stdout: () => undefined,
        stderr: (text) => (output += text),
        signal: new AbortController().signal,
        pace: 'virtual',
      });
      if (exitCode !== 0) {
        throw new LabDefinitionError([{ path, facts: { code: 'lab-setup-failed', host: host.name, command, output } }]);
      }
    }
  }
}

/** How the statement before ended. */
const NOT_ASKED: Pick<ShellState, 'lastStatus' | 'lastArgument' | 'pipeStatus'> = { lastStatus: 0, lastArgument: '', pipeStatus: '' }; // prettier-ignore

/** What may differ between labs of one definition. */
export interface LabOptions {
  readonly seed?: number;
  /** When its clock begins, in milliseconds since 1970; 1 January 2026 without it. */
  readonly bornMs?: number;
}

const QUIET = { stdout: () => undefined, stderr: () => undefined, pace: 'virtual' } as const;

/** The lab of this name, or from this definition (parsed YAML). Throws LabDefinitionError with every problem found. */
export async function createLab(lab: unknown, options: LabOptions = {}): Promise<Lab> {
  if (typeof lab === 'string') {
    const builtin = builtinLab(lab);
    if (!builtin) {
      const known = BUILTIN_LABS.map((l) => l.name);
      throw new LabDefinitionError([{ path: [], facts: { code: 'lab-unknown', name: lab, known } }]);
    }
    return Lab.create(lab, builtin.definition, options);
  }
  const { definition, problems } = parseLabDefinition(lab);
  if (problems.length > 0) throw new LabDefinitionError(problems);
  return Lab.create('inline', definition, options);
}

function buildHost(world: World, definition: HostDefinition): void {
  const id = createHost(world, { name: definition.name });
  bootProcesses(world, id);
  const host = world.writeHost(id);
  const files = world.writable(host.files);
  installBaseImage(files, definition.name, [...TOOLS.keys(), ...bundledPrograms()]);
  for (const [path, content] of Object.entries(definition.files)) {
    makeParents(files, path);
    files.set(path, { type: 'file', content, mode: 0o644, mtimeUs: 0 });
  }
  host.files = files;
  const netlink = openNetlink(world, host.rootNetns);
  if (definition.loopbackUp) netlink.setLink('lo', { up: true });
  for (const card of definition.interfaces) {
    const mac = card.mac === undefined ? undefined : parseMac(card.mac);
    const device = addNic(world, id, card.name, { up: card.up, ...(mac && { mac }) });
    if (card.switch !== undefined) {
      if (!world.switches.has(card.switch)) addSwitch(world, card.switch);
      connect(world, device, { switch: card.switch });
    }
    for (const text of card.addresses) {
      const [address = '', length = '32'] = text.split('/');
      const parsed = parseIpv4(address);
      if (parsed === undefined) continue;
      netlink.addAddress(card.name, {
        family: 'inet',
        address: parsed,
        prefixLength: Number(length),
        mode: 'add',
      });
    }
  }
  if (definition.forwarding) netlink.setSysctl('net.ipv4.ip_forward', '1');
}
