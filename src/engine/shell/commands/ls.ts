import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { NodeInfo } from '../files/host-file-system';
import { resolvePath } from '../files/path';
import type { Process, Tool } from '../process';

const SIX_MONTHS_MS = 15_778_476_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LETTERS = 'laAd1hRtrSFiC';
const LONG: Readonly<Record<string, string>> = { all: 'a', 'almost-all': 'A', directory: 'd', 'human-readable': 'h', recursive: 'R', reverse: 'r', classify: 'F' }; // prettier-ignore

/** What ls needs of a host's files: nodes with a final link followed, or not. */
export interface NodeHost {
  lookup(path: string): NodeInfo | undefined;
  lookupNoFollow(path: string): NodeInfo | undefined;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly node: NodeInfo;
}

/** ls(1) of GNU coreutils 9.1, as it prints into a file: one name a line, in byte order. */
export function ls(host: NodeHost): Tool {
  return { name: 'ls', run: (process) => Promise.resolve(new Listing(process, host).run()) };
}

class Listing {
  private readonly flags = new Set<string>();
  private status = 0;
  private printed = false;

  constructor(
    private readonly process: Process,
    private readonly host: NodeHost,
  ) {}

  run(): number {
    const operands = this.operands();
    if (!operands) return 2;
    const files: Entry[] = [];
    const directories: Entry[] = [];
    for (const name of operands.length > 0 ? operands : ['.']) {
      const path = resolvePath(this.process.cwd, name);
      const followed = !this.flags.has('l') || name.endsWith('/');
      const node = (followed ? this.host.lookup(path) : undefined) ?? this.host.lookupNoFollow(path);
      if (!node) {
        this.process.err(`ls: cannot access '${name}': No such file or directory\n`);
        this.status = 2;
      } else if (node.type === 'directory' && !this.flags.has('d')) directories.push({ name, path, node });
      else files.push({ name, path, node });
    }
    this.print(this.sorted(files));
    const headed = operands.length > 1 || this.flags.has('R');
    for (const directory of this.sorted(directories)) this.directory(directory, headed);
    return this.status;
  }

  private operands(): readonly string[] | undefined {
    const operands: string[] = [];
    const words = this.process.argv.slice(1);
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
      if (word === '--') operands.push(...words.splice(0));
      else if (word === '-' || !word.startsWith('-')) operands.push(word);
      else if (word.startsWith('--')) {
        const name = word.slice(2).replace(/=.*/, '');
        if (name === 'color') continue;
        const letter = LONG[name];
        if (letter === undefined) return this.refuse(`unrecognized option '${word}'`);
        this.flags.add(letter);
      } else {
        for (const letter of word.slice(1)) {
          if (!LETTERS.includes(letter)) return this.refuse(`invalid option -- '${letter}'`);
          this.flags.add(letter);
        }
      }
    }
    return operands;
  }

  private refuse(problem: string): undefined {
    this.process.err(`ls: ${problem}\nTry 'ls --help' for more information.\n`);
  }

  private directory({ name, path }: Entry, headed: boolean): void {
    const entries = this.sorted(this.entriesOf(path));
    if (headed) this.process.out(`${this.printed ? '\n' : ''}${name}:\n`);
    this.printed = true;
    if (this.flags.has('l'))
      this.process.out(`total ${this.size(entries.reduce((sum, { node }) => sum + blocks(node), 0) * 1024, 1024)}\n`);
    this.print(entries);
    if (!this.flags.has('R')) return;
    for (const entry of entries) {
      if (entry.node.type !== 'directory' || entry.name === '.' || entry.name === '..') continue;
      this.directory({ ...entry, name: `${name === '/' ? '' : name}/${entry.name}` }, true);
    }
  }

  private entriesOf(directory: string): readonly Entry[] {
    const hidden = this.flags.has('a') || this.flags.has('A');
    const names = this.process.files.list(directory).filter((name) => hidden || !name.startsWith('.'));
    return [...(this.flags.has('a') ? ['.', '..'] : []), ...names].flatMap((name) => {
      const path = resolvePath(directory, name);
      const node = this.host.lookupNoFollow(path) ?? this.host.lookup(path);
      return node ? [{ name, path, node }] : [];
    });
  }

  private sorted(entries: readonly Entry[]): readonly Entry[] {
    const order = (a: Entry, b: Entry): number => {
      if (this.flags.has('S') && sizeOf(a.node) !== sizeOf(b.node)) return sizeOf(b.node) - sizeOf(a.node);
      if (this.flags.has('t') && a.node.mtimeUs !== b.node.mtimeUs) return b.node.mtimeUs - a.node.mtimeUs;
      return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
    };
    const sorted = entries.toSorted(order);
    return this.flags.has('r') ? sorted.reverse() : sorted;
  }

  private print(entries: readonly Entry[]): void {
    if (entries.length > 0) this.printed = true;
    if (!this.flags.has('l')) {
      this.process.out(entries.map((entry) => `${entry.name}${this.mark(entry)}\n`).join(''));
      return;
    }
    const rows = entries.map((entry) => ({ entry, links: this.links(entry), size: this.size(sizeOf(entry.node), 1) }));
    const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
    const [links, size] = [widest(rows.map((row) => row.links)), widest(rows.map((row) => row.size))];
    for (const { entry, ...row } of rows) {
      const { name, node } = entry;
      const target = node.type === 'symlink' ? ` -> ${node.target}` : '';
      this.process.out(
        `${modeOf(node)} ${row.links.padStart(links)} root root ${row.size.padStart(size)} ${this.when(node)} ${name}${target}${this.mark(entry)}\n`,
      );
    }
  }

  private mark({ node }: Entry): string {
    if (!this.flags.has('F')) return '';
    if (node.type === 'directory') return '/';
    if (node.type === 'symlink') return this.flags.has('l') ? '' : '@';
    return (node.mode & 0o111) === 0 ? '' : '*';
  }

  private links({ path, node }: Entry): string {
    if (node.type !== 'directory') return '1';
    const inside = this.process.files.list(path);
    return String(
      2 + inside.filter((name) => this.host.lookupNoFollow(resolvePath(path, name))?.type === 'directory').length,
    );
  }

  private size(bytes: number, unit: number): string {
    if (!this.flags.has('h')) return String(bytes / unit);
    if (bytes < 1024) return String(bytes);
    const power = Math.min(4, Math.floor(Math.log2(bytes) / 10));
    const value = bytes / 1024 ** power;
    return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${'KMGT'.charAt(power - 1)}`;
  }

  private when({ mtimeUs }: NodeInfo): string {
    const at = new Date(LAB_EPOCH_MS + Math.floor(mtimeUs / 1000));
    const nowMs = LAB_EPOCH_MS + this.process.world.nowUs / 1000;
    const day = `${MONTHS[at.getUTCMonth()] ?? ''} ${String(at.getUTCDate()).padStart(2)}`;
    const recent = Math.abs(nowMs - at.getTime()) < SIX_MONTHS_MS;
    return recent ? `${day} ${at.toISOString().slice(11, 16)}` : `${day}  ${at.getUTCFullYear()}`;
  }
}

function sizeOf(node: NodeInfo): number {
  if (node.type === 'directory') return 4096;
  if (node.type === 'symlink') return node.target.length;
  if (node.virtual === true) return 0;
  return typeof node.content === 'string' ? new TextEncoder().encode(node.content).length : node.content.length;
}

/** Kilobytes on the disk. */
function blocks(node: NodeInfo): number {
  return node.type === 'symlink' ? 0 : Math.ceil(sizeOf(node) / 4096) * 4;
}

function modeOf(node: NodeInfo): string {
  const type = node.type === 'directory' ? 'd' : node.type === 'symlink' ? 'l' : '-';
  const mode = node.type === 'symlink' ? 0o777 : node.mode;
  const letters = [...'rwxrwxrwx'].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-')).join('');
  return `${type}${(mode & 0o1000) === 0 ? letters : letters.replace(/.$/, (last) => (last === 'x' ? 't' : 'T'))}`;
}
