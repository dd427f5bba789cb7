import { KernelError } from '../../../../src/engine/kernel/errno';
import { addNic, addSwitch, connect } from '../../../../src/engine/kernel/cabling';
import { createHost } from '../../../../src/engine/kernel/host';
import type { NetlinkSocket } from '../../../../src/engine/kernel/netlink';
import { openNetlink } from '../../../../src/engine/kernel/netlink-socket';
import type { HostId, NetnsId } from '../../../../src/engine/kernel/records';
import { runUntil, settle } from '../../../../src/engine/kernel/run';
import { World } from '../../../../src/engine/kernel/world';
import { parseIpv4, type Ipv4 } from '../../../../src/engine/packet/address';
import type { HostFiles, Process, Tool } from '../../../../src/engine/tools/tool';

/** What a program printed and how it ended; `stderr` and `stdout` also interleaved in `all`, as a terminal shows them. */
export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly all: string;
  readonly exitCode: number;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly signal?: AbortSignal;
  /** Called whenever an endless program lets real time pass. */
  readonly onPace?: (us: number) => void;
  readonly env?: ReadonlyMap<string, string>;
}

/** A lab for testing programs one at a time, without a shell: hosts by name, text files, and `run`. */
export class TestLab {
  readonly world = new World(11);
  private readonly files = new Map<string, Map<string, string>>();

  host(name: string): HostId {
    const id = createHost(this.world, { name });
    this.files.set(id, new Map());
    return id;
  }

  netns(host: HostId): NetnsId {
    return this.world.host(host).rootNetns;
  }

  netlink(host: HostId): NetlinkSocket {
    return openNetlink(this.world, this.netns(host));
  }

  write(host: HostId, path: string, content: string): void {
    this.files.get(host)?.set(path, content);
  }

  read(host: HostId, path: string): string | undefined {
    return this.files.get(host)?.get(path);
  }

  /** Runs `tool` with the words of `command` (quotes are not read; split at single blanks) on `host`. */
  async run(
    tool: Tool,
    host: HostId,
    command: string | readonly string[],
    options: RunOptions = {},
  ): Promise<RunResult> {
    const argv = typeof command === 'string' ? command.split(' ') : command;
    let stdout = '';
    let stderr = '';
    let all = '';
    const { world } = this;
    const netns = this.netns(host);
    const signal = options.signal ?? new AbortController().signal;
    const process: Process = {
      argv,
      world,
      host,
      netns,
      cwd: '/root',
      env: options.env ?? new Map(),
      stdin: options.stdin ?? '',
      files: hostFiles(this.files.get(host) ?? new Map<string, string>()),
      signal,
      out: (text) => {
        stdout += text;
        all += text;
      },
      err: (text) => {
        stderr += text;
        all += text;
      },
      netlink: () => openNetlink(world, netns),
      netlinkIn: (other) => openNetlink(world, other),
      wait: async (done, deadlineUs) => !signal.aborted && runUntil(world, done, deadlineUs) === true,
      pace: async (us) => {
        options.onPace?.(us);
        runUntil(world, () => false, world.nowUs + us);
      },
      enter: () => undefined,
      processes: () => [],
      pid: 1,
      exec: async () => 127,
      answers: () => undefined,
    };
    const exitCode = await tool.run(process);
    return { stdout, stderr, all, exitCode };
  }
}

function hostFiles(files: Map<string, string>): HostFiles {
  return {
    read: (path) => {
      const content = files.get(path);
      if (content === undefined) throw new KernelError('ENOENT');
      return content;
    },
    readBytes: (path) => new TextEncoder().encode(files.get(path) ?? ''),
    write: (path, content) =>
      void files.set(path, typeof content === 'string' ? content : new TextDecoder().decode(content)),
    exists: (path) => files.has(path) || [...files.keys()].some((file) => file.startsWith(`${path}/`)),
    list: (path) => [
      ...new Set(
        [...files.keys()]
          .filter((f) => f.startsWith(`${path}/`))
          .map((f) => f.slice(path.length + 1).split('/')[0] ?? ''),
      ),
    ],
    isDirectory: (path) => [...files.keys()].some((file) => file.startsWith(`${path}/`)),
    remove: (path) => void files.delete(path),
    mode: () => undefined,
    makeDirectory: () => undefined,
  };
}

function ip(text: string): Ipv4 {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`not an address: ${text}`);
  return address;
}

/** Adds `ADDRESS/LENGTH` to a device, with a broadcast address as `brd +` gives it when asked. */
function address(nl: NetlinkSocket, device: string, cidr: string, broadcast?: string): void {
  const [text = '', length = '32'] = cidr.split('/');
  nl.addAddress(device, {
    family: 'inet',
    mode: 'add',
    address: ip(text),
    prefixLength: Number(length),
    broadcast: broadcast === undefined ? undefined : ip(broadcast),
  });
}

/** Adds a route as `ip route add DESTINATION [via VIA]`. */
function route(nl: NetlinkSocket, destination: string, via?: string, device?: string): void {
  const [text = '', length = '32'] = destination === 'default' ? ['0.0.0.0', '0'] : destination.split('/');
  const nexthop = { via: via === undefined ? undefined : ip(via), device };
  nl.addRoute({ destination: ip(text), prefixLength: Number(length), nexthops: [nexthop] }, 'add');
}

/** A (10.1.0.10) – R (10.1.0.1, 10.2.0.1, forwarding) – B (10.2.0.10), with default routes and `lo` up: what the recordings were made on. */
export function routedLab(): { lab: TestLab; A: HostId; R: HostId; B: HostId } {
  const lab = new TestLab();
  const [A, R, B] = ['A', 'R', 'B'].map((name) => lab.host(name)) as [HostId, HostId, HostId];
  const { world } = lab;
  for (const host of [A, R, B]) lab.netlink(host).setLink('lo', { up: true });
  connect(world, addNic(world, A, 'a0', { up: true }), { device: addNic(world, R, 'ra', { up: true }) });
  connect(world, addNic(world, B, 'b0', { up: true }), { device: addNic(world, R, 'rb', { up: true }) });
  address(lab.netlink(A), 'a0', '10.1.0.10/24');
  address(lab.netlink(R), 'ra', '10.1.0.1/24');
  address(lab.netlink(R), 'rb', '10.2.0.1/24');
  address(lab.netlink(B), 'b0', '10.2.0.10/24');
  lab.netlink(R).setSysctl('net.ipv4.ip_forward', '1');
  route(lab.netlink(A), 'default', '10.1.0.1');
  route(lab.netlink(B), 'default', '10.2.0.1');
  settle(world);
  return { lab, A, R, B };
}

/** Hosts h1, h2, … at 10.5.0.1, 10.5.0.2, … (/24) on one switch. */
export function switchedLab(count: number): { lab: TestLab; hosts: readonly HostId[] } {
  const lab = new TestLab();
  const { world } = lab;
  addSwitch(world, 'sw');
  const hosts = Array.from({ length: count }, (_, i) => {
    const host = lab.host(`h${i + 1}`);
    connect(world, addNic(world, host, 'eth0', { up: true }), { switch: 'sw' });
    address(lab.netlink(host), 'eth0', `10.5.0.${i + 1}/24`, '10.5.0.255');
    return host;
  });
  settle(world);
  return { lab, hosts };
}

/** Times replaced by a letter, so that texts recorded on a real machine compare. */
export function maskTimes(text: string): string {
  return text
    .replace(/time=[\d.]+ ms/g, 'time=T ms')
    .replace(/time \d+ms/g, 'time Tms')
    .replace(/mdev = [\d./]+ ms/g, 'mdev = T ms')
    .replace(/ewma [\d./]+ ms/g, 'ewma T ms');
}

/** The routed lab with the names the recordings use in /etc/hosts. */
export function namedRoutedLab(): ReturnType<typeof routedLab> {
  const made = routedLab();
  const hosts = '127.0.0.1 localhost\n10.1.0.1 router.lab router gw\n10.2.0.10 b.lab b\n10.1.0.10 a\n';
  for (const host of [made.A, made.R, made.B]) made.lab.write(host, '/etc/hosts', hosts);
  return made;
}
