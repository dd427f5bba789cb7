import { KernelError, strerror } from '../../kernel/errno';
import type { LinkChanges } from '../../kernel/netlink';
import type { Ipv4, Mac } from '../../packet/address';
import { parseIpv6 } from '../../packet/ipv6-address';
import { ExitError } from '../clib/exit';
import { atoi } from '../clib/numbers';
import { HARDWARE_NAMES, readEtherAddress } from '../nettools/hardware-address';
import { resolveInet, splitPrefix } from '../nettools/inet-names';
import type { Process } from '../tool';
import { checkAlias, deviceOf, removeAlias, setAddress, setBroadcast, setDestination, setMask } from './address-ioctl';
import { setAliasState } from './alias';
import { USAGE } from './texts';

const E_OPTERR = 3;
/** A failed set_flag returns -1, which as an exit status is 255. */
const FLAG_FAILED = 255;

function usage(): never {
  throw new ExitError(E_OPTERR, USAGE);
}

/** Words that turn a device flag on or off; `warn` names the mode a driver may refuse to leave. */
const FLAG_WORDS: ReadonlyMap<string, { readonly changes?: LinkChanges; readonly stays?: 'BROADCAST' }> = new Map(
  Object.entries<{ readonly changes?: LinkChanges; readonly stays?: 'BROADCAST' }>({
    arp: { changes: { arp: true } },
    '-arp': { changes: { arp: false } },
    promisc: { changes: { promiscuous: true } },
    '-promisc': { changes: { promiscuous: false } },
    multicast: { changes: { multicast: true } },
    '-multicast': { changes: { multicast: false } },
    allmulti: { changes: { allmulticast: true } },
    '-allmulti': { changes: { allmulticast: false } },
    // The kernel ignores changes of these flags (net/core/dev.c __dev_change_flags).
    '-broadcast': { stays: 'BROADCAST' },
    '-pointopoint': {},
    '-pointtopoint': {},
    '-dynamic': {},
    trailers: {},
  }),
);

/** Words that are real but change nothing a lab has. */
const NOT_SIMULATED: ReadonlySet<string> = new Set('media port -trailers dynamic tunnel'.split(' '));

/** Words with a value for devices of long ago, and the ioctl that no driver of a lab answers. */
const OBSOLETE: ReadonlyMap<string, string> = new Map([
  ['mem_start', 'mem_start: SIOCSIFMAP'],
  ['io_addr', 'io_addr: SIOCSIFMAP'],
  ['irq', 'irq: SIOCSIFMAP'],
  ['keepalive', 'SIOCSKEEPALIVE'],
  ['outfill', 'SIOCSOUTFILL'],
]);

/** One run of `ifconfig INTERFACE WORDS…`: each word acts at once, later ones even after a failure (net-tools ifconfig.c main). */
export class Configuration {
  private status = 0;
  private maskGiven = false;
  private pendingMask: Ipv4 | undefined;

  constructor(
    private readonly process: Process,
    private readonly name: string,
    private readonly family: 'inet' | 'inet6',
  ) {}

  /** Applies the words; the exit status tells of failures. Throws ExitError for a usage mistake. */
  apply(given: readonly string[]): number {
    const words = [...given];
    for (let word = words.shift(); word !== undefined; word = words.shift()) this.applyWord(word, words);
    const mask = this.pendingMask;
    if (mask !== undefined) this.attempt('SIOCSIFNETMASK', () => setMask(this.netlink, this.name, mask));
    return this.status;
  }

  private get netlink() {
    return this.process.netlink();
  }

  private applyWord(word: string, words: string[]): void {
    const flag = FLAG_WORDS.get(word);
    if (flag) return this.flagWord(flag);
    const ioctl = OBSOLETE.get(word);
    if (ioctl !== undefined) return this.obsolete(ioctl, words);
    if (NOT_SIMULATED.has(word)) throw new ExitError(2, `cka-net: ifconfig ${word} is not simulated yet\n`);
    switch (word) {
      case 'up':
        return this.setUp();
      case 'down':
        return this.setDown();
      case 'mtu': {
        const mtu = atoi(words.shift() ?? usage());
        return this.attempt('SIOCSIFMTU', () => this.change({ mtu }));
      }
      case 'txqueuelen': {
        const txQueueLength = Number(words.shift() ?? usage()) || 0;
        return this.attempt('SIOCSIFTXQLEN', () => this.change({ txQueueLength }));
      }
      case 'name': {
        const name = (words.shift() ?? usage()).slice(0, 15);
        return this.attempt('SIOCSIFNAME', () => this.change({ name }));
      }
      case 'hw':
        return this.hardwareAddress(words.shift() ?? usage(), words);
      case 'netmask':
        return this.netmask(words);
      case 'broadcast':
        return this.broadcast(words.shift());
      case 'dstaddr':
        return this.destination(words.shift() ?? usage());
      case 'pointopoint':
      case 'pointtopoint': {
        const peer = words.shift();
        if (peer !== undefined) this.destination(peer);
        return this.flagWord({});
      }
      case 'add':
        return this.addressWord('add', words.shift() ?? usage());
      case 'del':
        return this.addressWord('del', words.shift() ?? usage());
      default:
        return this.address(word);
    }
  }

  /** Runs an ioctl; a refusal is reported as `WHAT: strerror` and counts as status 1. */
  private attempt(what: string, ioctl: () => void, hint: (error: KernelError) => string = () => ''): void {
    try {
      ioctl();
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      this.process.err(`${what}: ${strerror(error.errno)}${hint(error)}\n`);
      // ifconfig assigns here, which forgets an earlier -1; only the netmask is ORed in.
      this.status = what === 'SIOCSIFNETMASK' ? this.status | 1 : 1;
    }
  }

  private change(changes: LinkChanges): void {
    this.netlink.setLink(deviceOf(this.netlink, this.name).name, changes);
  }

  /** SIOCGIFFLAGS; false after its complaint when there is no such interface. */
  private hasFlags(): boolean {
    if (this.netlink.link(this.name.replace(/:.*/, ''))) return true;
    this.process.err(`${this.name}: ERROR while getting interface flags: ${strerror('ENODEV')}\n`);
    this.status |= FLAG_FAILED;
    return false;
  }

  /** SIOCSIFFLAGS: a refusal counts as -1. */
  private setFlags(ioctl: () => void): void {
    if (!this.hasFlags()) return;
    try {
      ioctl();
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      this.process.err(`SIOCSIFFLAGS: ${strerror(error.errno)}\n`);
      this.status |= FLAG_FAILED;
    }
  }

  private flagWord(flag: { readonly changes?: LinkChanges; readonly stays?: 'BROADCAST' }): void {
    const { changes, stays } = flag;
    this.setFlags(() => {
      if (changes) this.change(changes);
    });
    if (stays === undefined || !deviceHas(this.process, this.name, stays)) return;
    this.process.err(`Warning: Interface ${this.name} still in ${stays} mode.\n`);
  }

  private obsolete(ioctl: string, words: string[]): void {
    if (words.shift() === undefined) usage();
    this.attempt(ioctl, () => {
      throw new KernelError('EOPNOTSUPP');
    });
  }

  private setUp(): void {
    this.setFlags(() => {
      if (this.name.includes(':')) checkAlias(this.netlink, this.name);
      else this.change({ up: true });
    });
  }

  private setDown(): void {
    this.setFlags(() => {
      if (this.name.includes(':')) removeAlias(this.netlink, this.name);
      else this.change({ up: false });
    });
  }

  private hardwareAddress(type: string, words: string[]): void {
    if (!HARDWARE_NAMES.has(type)) usage();
    if (type !== 'ether') throw new ExitError(2, `cka-net: ifconfig hw ${type} is not simulated yet\n`);
    const text = words.shift() ?? usage();
    const mac: Mac | undefined = readEtherAddress(text);
    if (mac === undefined) {
      this.process.err(`${text}: invalid ether address.\n`);
      this.status = 1;
      return;
    }
    const hint = (error: KernelError): string =>
      error.errno === 'EBUSY' ? ' - you may need to down the interface' : '';
    this.attempt('SIOCSIFHWADDR', () => this.change({ mac }), hint);
  }

  /** A host name or address; undefined after herror's complaint. */
  private resolve(text: string): Ipv4 | undefined {
    const found = resolveInet(this.process.files, text, false);
    if (found.type === 'found') return found.address;
    this.process.err(`${text}: ${found.message}\n`);
    this.status = 1;
    return undefined;
  }

  private netmask(words: string[]): void {
    const text = words.shift();
    if (text === undefined || this.maskGiven) usage();
    const mask = this.resolve(text);
    if (mask === undefined) return;
    this.maskGiven = true;
    this.attempt('SIOCSIFNETMASK', () => setMask(this.netlink, this.name, mask));
  }

  private broadcast(text: string | undefined): void {
    if (text !== undefined) {
      const broadcast = this.resolve(text);
      if (broadcast === undefined) return;
      this.attempt('SIOCSIFBRDADDR', () => setBroadcast(this.netlink, this.name, broadcast));
    }
    this.setFlags(() => undefined);
  }

  private destination(text: string): void {
    const peer = this.resolve(text);
    if (peer !== undefined) this.attempt('SIOCSIFDSTADDR', () => setDestination(this.netlink, this.name, peer));
  }

  private addressWord(action: 'add' | 'del', text: string): void {
    if (text.includes(':')) return this.ipv6Address(action, text);
    const address = this.resolve(text);
    if (address === undefined) return;
    const link = this.netlink.link(this.name);
    if (!link) {
      this.process.err(`Interface ${this.name} not initialized\n`);
      this.status = 1;
    } else setAliasState(this.process, link, address, action === 'add');
  }

  private ipv6Address(action: 'add' | 'del', text: string): void {
    const [host = '', length = '128'] = text.split('/', 2);
    const prefixLength = atoi(length);
    if (prefixLength < 0 || prefixLength > 128) usage();
    const address = parseIpv6(host);
    if (address === undefined) {
      this.process.err(`${host}: Resolver Error 0 (no error)\n`);
      this.status = 1;
      return;
    }
    const { netlink, name } = this;
    if (!netlink.link(name)) return this.attempt('SIOGIFINDEX', () => void deviceOf(netlink, name));
    if (action === 'add') {
      const request = { family: 'inet6', mode: 'add', address, prefixLength } as const;
      this.attempt('SIOCSIFADDR', () => netlink.addAddress(name, request));
    } else {
      this.attempt('SIOCDIFADDR', () => netlink.deleteAddress(name, { family: 'inet6', address, prefixLength }));
    }
  }

  /** A word that is nothing else: the interface's address, with `/LENGTH` if one likes; it brings the interface up. */
  private address(word: string): void {
    const split = splitPrefix(word);
    if (!split || (split.mask !== undefined && this.maskGiven)) usage();
    if (split.mask !== undefined) this.pendingMask = split.mask;
    const address = this.resolve(split.target);
    if (address === undefined) {
      this.process.err("ifconfig: `--help' gives usage information.\n");
      throw new ExitError(1);
    }
    if (this.family === 'inet6') throw new ExitError(1, "Don't know how to set addresses for family 10.\n");
    this.attempt('SIOCSIFADDR', () => setAddress(this.netlink, this.name, address));
    const isAlias = this.name.includes(':');
    if (!isAlias || (address !== 0 && !this.name.endsWith('-'))) this.setUp();
  }
}

function deviceHas(process: Process, name: string, flag: string): boolean {
  return process.netlink().link(name.replace(/:.*/, ''))?.flags.includes(flag) ?? false;
}
