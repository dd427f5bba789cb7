import type { Process } from '../tool';
import { formatIp, type IpAddress } from '../../packet/ipv6-address';
import type { NetlinkSocket } from '../../kernel/netlink';
import type { NetnsId } from '../../kernel/records';
import { strerror } from '../../kernel/errno';
import type { ClauseReader } from '../grammar/clause-reader';
import type { Family } from '../iproute2/address-words';
import { usageError } from '../iproute2/errors';
import { NameFile } from '../iproute2/name-files';
import { nameOfAddress } from '../resolver/name-files';
import { paletteFor, Printer } from '../iproute2/printer';

/** What the options in front of the object say. */
export interface IpSettings {
  family: Family | undefined;
  stats: number;
  details: number;
  oneline: boolean;
  brief: boolean;
  json: boolean;
  pretty: boolean;
  colour: boolean;
  human: boolean;
  iec: boolean;
  numeric: boolean;
  /** -resolve: names instead of addresses. */
  resolve: boolean;
  force: boolean;
  all: boolean;
  batchFile: string | undefined;
  /** bridge -compressvlans: ranges of VLANs on one line. */
  compressVlans?: boolean;
}

export function defaultSettings(): IpSettings {
  return {
    family: undefined,
    stats: 0,
    details: 0,
    oneline: false,
    brief: false,
    json: false,
    pretty: false,
    colour: false,
    human: false,
    iec: false,
    numeric: false,
    resolve: false,
    force: false,
    all: false,
    batchFile: undefined,
  };
}

/** One run of `ip`: the process, the namespace it switched to, and its options. */
export class IpContext {
  /** One that stays, see ClauseReader. */
  static readonly kept = new IpContext({} as Process, defaultSettings(), 0);
  /** Set by `ip link show`: in the rest of a batch `ip address show` lists links too (ip/ipaddress.c: do_link is never reset). */
  linksShown = false;
  private socket: NetlinkSocket | undefined;
  private pending = '';
  private tableNames: NameFile | undefined;
  private realmNames: NameFile | undefined;

  constructor(
    readonly process: Process,
    readonly settings: IpSettings,
    private current: NetnsId = process.netns,
  ) {}

  get netns(): NetnsId {
    return this.current;
  }

  get netlink(): NetlinkSocket {
    this.socket ??= this.process.netlinkIn(this.current);
    return this.socket;
  }

  /** Buffered like stdio: what it prints appears when it ends or runs another program. */
  out(text: string): void {
    this.pending += text;
  }

  flush(): void {
    if (this.pending !== '') this.process.out(this.pending);
    this.pending = '';
  }

  err(text: string): void {
    // Whatever lists records flushes its output, so an error comes after what was printed before it.
    this.flush();
    this.process.err(text);
  }

  /** A printer for one command's records; hand its text to `out`. */
  printer(): Printer {
    const { json, pretty, oneline, colour } = this.settings;
    const palette = colour && !json ? paletteFor(this.process.env.get('COLORFGBG')) : undefined;
    return new Printer({ json, pretty, oneline, palette });
  }

  /** Goes to the namespace of this name. Status 255 when there is none. */
  switchTo(name: string | undefined): void {
    // The name is looked for in a directory, and no name is the directory itself.
    if (name === '') throw usageError(`setting the network namespace "" failed: ${strerror('EINVAL')}\n`);
    const netns = name === undefined ? undefined : this.namespaceNamed(name);
    if (netns === undefined) throw usageError(cannotOpen(name ?? '(null)'));
    this.current = netns;
    this.socket = undefined;
  }

  /** The namespace under /run/netns with this name. */
  namespaceNamed(name: string): NetnsId | undefined {
    return this.process.world.host(this.process.host).netnsNames.get(name);
  }

  /** `netns_get_fd`: a namespace by name, by path under /run/netns, or by the id of a process. */
  namespaceByNameOrPid(word: string): NetnsId | undefined {
    const path = word.startsWith('/') ? /^(?:\/var)?\/run\/netns\/([^/]+)$/.exec(word) : undefined;
    const named = this.namespaceNamed(path?.[1] ?? word);
    if (named !== undefined || !/^\d+$/.test(word)) return named;
    return this.namespaceByPid(Number(word));
  }

  /** The namespace of a process. */
  namespaceByPid(pid: number): NetnsId | undefined {
    return this.process.processes().find((process) => process.pid === pid)?.netns;
  }

  /** The `netns` of a link request: a namespace as above, NO_NETNS when the number is no process's, undefined when it is no number. */
  readNetns(word: string): NetnsId | undefined {
    return this.namespaceByNameOrPid(word) ?? (/^[-+]?(0[xX][0-9a-fA-F]+|\d+)$/.test(word) ? NO_NETNS : undefined);
  }

  /** format_host: an address as digits, or with -resolve as the name that the host's files give it. */
  hostText(address: IpAddress): string {
    const name = this.settings.resolve ? nameOfAddress(this.process.files, address) : undefined;
    return name ?? formatIp(address);
  }

  /** Names of routing tables. */
  get tables(): NameFile {
    this.tableNames ??= this.nameFile('rt_tables', BUILTIN_TABLES);
    return this.tableNames;
  }

  /** Names of traffic classes. */
  get realms(): NameFile {
    this.realmNames ??= this.nameFile('rt_realms', [[0, 'unknown']]);
    return this.realmNames;
  }

  private nameFile(name: string, builtin: readonly (readonly [number, string])[]): NameFile {
    return NameFile.read(this.process.files, `/etc/iproute2/${name}`, builtin, (text) => this.err(text));
  }

  /** `nodev`: complains and answers status 1. */
  noDevice(name: string): number {
    this.err(`Cannot find device "${name}"\n`);
    return 1;
  }
}

const BUILTIN_TABLES = [
  [253, 'default'],
  [254, 'main'],
  [255, 'local'],
] as const;

/** An id that no namespace has: the kernel answers ESRCH, as for a process that does not exist. */
const NO_NETNS: NetnsId = -1;

/** What `ip` says when there is no namespace of this name. */
export function cannotOpen(name: string): string {
  return `Cannot open network namespace "${name}": ${strerror('ENOENT')}\n`;
}

/** What a verb of `ip` does: answers the exit status. `word` is the verb as declared. */
export type IpRun = (ip: IpContext, reader: ClauseReader, verb: string) => number | Promise<number>;
