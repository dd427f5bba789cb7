import { LAB_EPOCH_MS } from '../../kernel/clock';
import { KernelError, strerror } from '../../kernel/errno';
import { KERNEL_RELEASE } from '../../kernel/release';
import { HostFileSystem } from '../../shell/files/host-file-system';
import { resolvePath } from '../../shell/files/path';
import { DEFAULT_RESIDENT_KB, TOTAL_KB } from '../procps/memory';
import type { Process, Tool } from '../tool';

/** Programs that tell of the machine: disks, memory, time; coreutils 9.1, procps 4.0.2, util-linux 2.38, systemd 252; or BusyBox' in its images. */

function tool(name: string, run: (process: Process) => number): Tool {
  return { name, run: (process) => Promise.resolve(run(process)) };
}

function has(process: Process, letter: string): boolean {
  return process.argv
    .slice(1)
    .some((word) => (word.startsWith('--') ? word === letter : new RegExp(`^-\\w*${letter}`).test(word)));
}

function isBusybox({ world, host }: Process): boolean {
  return world.host(host).container?.sh === 'ash';
}

/** The disk of a host: 40 GiB, of which the base system and every image that was pulled take their part. */
function filesystems(
  process: Process,
): readonly (readonly [source: string, type: string, kb: number, usedKb: number, target: string])[] {
  const { container } = process.world.host(process.host);
  const total = 40_581_564;
  const used = 5_812_344;
  if (container) {
    return [
      ['overlay', 'overlay', total, used, '/'],
      ['tmpfs', 'tmpfs', 65_536, 0, '/dev'],
      ['shm', 'tmpfs', 65_536, 0, '/dev/shm'],
      ['/dev/vda1', 'ext4', total, used, '/etc/hosts'],
    ];
  }
  return [
    ['udev', 'devtmpfs', 1_985_624, 0, '/dev'],
    ['tmpfs', 'tmpfs', 401_588, 1_012, '/run'],
    ['/dev/vda1', 'ext4', total, used, '/'],
    ['tmpfs', 'tmpfs', 2_007_932, 0, '/dev/shm'],
    ['tmpfs', 'tmpfs', 5_120, 0, '/run/lock'],
  ];
}

function human(kb: number, unit = ''): string {
  if (kb === 0) return '0';
  let value = kb;
  let at = 0;
  while (value >= 1024 && at < 3) {
    value /= 1024;
    at++;
  }
  const rounded = value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : String(Math.ceil(value));
  return `${rounded}${'KMGT'.charAt(at)}${unit}`;
}

/** With one decimal, as BusyBox has it. */
function decimal(kb: number): string {
  if (kb === 0) return '0';
  const at = Math.min(3, Math.floor(Math.log2(kb) / 10));
  return `${(kb / 1024 ** at).toFixed(1)}${'KMGT'.charAt(at)}`;
}

/** df(1). */
export const df = tool('df', (process) => {
  const wanted = process.argv.slice(1).filter((word) => !word.startsWith('-'));
  const inHuman = has(process, 'h');
  const typed = has(process, 'T');
  const all = filesystems(process);
  const rows = (wanted.length === 0 ? all : all.filter(([, , , , target]) => target === '/')).map(([source, type, kb, used, target]) => {
    const free = kb - used - (source.startsWith('/dev/') || source === 'overlay' ? Math.floor(kb * 0.05) : 0);
    const show = (value: number): string => (!inHuman ? String(value) : isBusybox(process) ? decimal(value) : human(value)); // prettier-ignore
    return [source, ...(typed ? [type] : []), show(kb), show(used), show(free), `${kb === 0 ? 0 : Math.ceil((used * 100) / (used + free))}%`, target];
  }); // prettier-ignore
  if (isBusybox(process)) {
    const line = (cells: readonly string[]): void => {
      const [source = '', size = '', used = '', left = '', share = '', target = ''] = cells;
      process.out(`${source.padEnd(20)} ${size.padStart(9)} ${used.padStart(9)} ${left.padStart(9)} ${share.padStart(4)} ${target}\n`); // prettier-ignore
    };
    line(['Filesystem', inHuman ? 'Size' : '1K-blocks', 'Used', 'Available', 'Use%', 'Mounted on']);
    for (const row of rows) line(row);
    return 0;
  }
  const head = ['Filesystem', ...(typed ? ['Type'] : []), inHuman ? 'Size' : '1K-blocks', 'Used', inHuman ? 'Avail' : 'Available', 'Use%', 'Mounted on']; // prettier-ignore
  const table = [head, ...rows];
  const least = (i: number): number => (i === 0 ? 14 : 0);
  const widths = head.map((_, i) => Math.max(least(i), ...table.map((row) => row[i]?.length ?? 0)));
  const left = typed ? 2 : 1;
  for (const row of table) {
    const cells = row.map((cell, i) => (i < left ? cell.padEnd(widths[i] ?? 0) : i === row.length - 1 ? cell : cell.padStart(widths[i] ?? 0))); // prettier-ignore
    process.out(`${cells.join(' ')}\n`);
  }
  return 0;
});

/** free(1). */
export const free = tool('free', (process) => {
  const used = process.processes().reduce((sum, { residentKb = DEFAULT_RESIDENT_KB }) => sum + residentKb, 180_000);
  const cache = 400_000;
  const show = (kb: number): string => {
    if (has(process, 'h')) return isBusybox(process) ? decimal(kb) : kb === 0 ? '0B' : human(kb, 'i');
    return String(has(process, 'm') ? Math.floor(kb / 1024) : has(process, 'g') ? Math.floor(kb / 1_048_576) : kb);
  };
  const cells = (...values: readonly number[]): string => values.map((value) => show(value).padStart(12)).join('');
  const narrow = isBusybox(process);
  process.out(`${narrow ? '' : ' '}              total        used        free      shared  buff/cache   available\n`);
  process.out(
    `${narrow ? 'Mem:   ' : 'Mem:    '}${cells(TOTAL_KB, used, TOTAL_KB - used - cache, 1_012, cache, TOTAL_KB - used)}\n`,
  );
  process.out(`${narrow ? 'Swap:  ' : 'Swap:   '}${cells(0, 0, 0)}\n`);
  return 0;
});

/** mount(8) without arguments. */
export const mount = tool('mount', (process) => {
  if (process.argv.slice(1).some((word) => !word.startsWith('-'))) {
    process.err('cka-net: mount of other file systems is not simulated yet\n');
    return 1;
  }
  const { container } = process.world.host(process.host);
  process.out(
    container
      ? 'overlay on / type overlay (rw,relatime)\nproc on /proc type proc (rw,nosuid,nodev,noexec,relatime)\ntmpfs on /dev type tmpfs (rw,nosuid,size=65536k,mode=755,inode64)\nsysfs on /sys type sysfs (ro,nosuid,nodev,noexec,relatime)\ncgroup on /sys/fs/cgroup type cgroup2 (ro,nosuid,nodev,noexec,relatime)\n/dev/vda1 on /etc/hosts type ext4 (rw,relatime)\n/dev/vda1 on /etc/hostname type ext4 (rw,relatime)\n/dev/vda1 on /etc/resolv.conf type ext4 (rw,relatime)\n'
      : 'sysfs on /sys type sysfs (rw,nosuid,nodev,noexec,relatime)\nproc on /proc type proc (rw,nosuid,nodev,noexec,relatime)\nudev on /dev type devtmpfs (rw,nosuid,relatime,size=1985624k,nr_inodes=496406,mode=755,inode64)\ntmpfs on /run type tmpfs (rw,nosuid,nodev,noexec,relatime,size=401588k,mode=755,inode64)\n/dev/vda1 on / type ext4 (rw,relatime,errors=remount-ro)\n',
  );
  return 0;
});

/** uptime(1). */
export const uptime = tool('uptime', (process) => {
  const { nowUs } = process.world;
  const minutes = Math.floor(nowUs / 60_000_000);
  const at = new Date(LAB_EPOCH_MS + Math.floor(nowUs / 1000)).toISOString().slice(11, 19);
  const up = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  process.out(` ${at} up ${up},  ${isBusybox(process) ? '0 users' : '1 user'},  load average: 0.00, 0.00, 0.00\n`);
  return 0;
});

export const nproc = tool('nproc', (process) => (process.out('2\n'), 0));

/** swapoff(8): hosts of a lab have no swap. */
export const swapoff = tool('swapoff', (process) => {
  if (process.argv.length > 1) return 0;
  process.err("swapoff: bad usage\nTry 'swapoff --help' for more information.\n");
  return 1;
});

/** hostnamectl(1). */
export const hostnamectl = tool('hostnamectl', (process) => {
  const { world, host } = process;
  const machine = world.systems.get(host)?.machineId ?? '0'.repeat(32);
  const boot = (world.systems.get(host)?.bootId ?? '').replaceAll('-', '');
  process.out(` Static hostname: ${world.host(host).hostname}\n       Icon name: computer-vm\n         Chassis: vm 🖴\n      Machine ID: ${machine}\n         Boot ID: ${boot}\n  Virtualization: kvm\nOperating System: Debian GNU/Linux 12 (bookworm)\n          Kernel: Linux ${KERNEL_RELEASE}\n    Architecture: x86-64\n`); // prettier-ignore
  return 0;
});

/** scp(1): between hosts of the lab. */
export const scp = tool('scp', (process) => {
  const operands = process.argv.slice(1).filter((word, i, all) => !word.startsWith('-') && !/^-[ioPF]$/.test(all[i - 1] ?? '')); // prettier-ignore
  const target = operands.pop();
  if (target === undefined || operands.length === 0) {
    process.err('usage: scp [-346ABCOpqRrsTv] [-c cipher] [-D sftp_server_path] [-F ssh_config]\n           [-i identity_file] [-J destination] [-l limit] [-o ssh_option]\n           [-P port] [-S program] [-X sftp_option] source ... target\n'); // prettier-ignore
    return 1;
  }
  let status = 0;
  try {
    const to = place(process, target);
    for (const source of operands) {
      const from = place(process, source);
      const node = from.files.lookup(from.path);
      const shown = source.slice(source.indexOf(':') + 1);
      if (node?.type !== 'file') {
        process.err(node ? `scp: ${shown}: not a regular file\n` : `scp: ${shown}: No such file or directory\n`);
        status = 1;
        continue;
      }
      const folder = to.files.lookup(to.path)?.type === 'directory';
      const path = folder ? `${to.path}/${from.path.slice(from.path.lastIndexOf('/') + 1)}` : to.path;
      to.files.write(path, node.content);
    }
  } catch (error) {
    if (!(error instanceof KernelError) && !(error instanceof UnknownHost)) throw error;
    process.err(error instanceof UnknownHost ? `ssh: Could not resolve hostname ${error.message}: Name or service not known\nscp: Connection closed\n` : `scp: ${strerror(error.errno)}\n`); // prettier-ignore
    return error instanceof UnknownHost ? 255 : 1;
  }
  return status;
});

class UnknownHost extends Error {}

function place(process: Process, word: string): { readonly files: HostFileSystem; readonly path: string } {
  const { world } = process;
  const colon = /^(?:[\w.-]+@)?([\w.-]+):(.*)$/.exec(word);
  const name = colon?.[1] ?? process.host;
  if (!world.hosts.has(name)) throw new UnknownHost(name.toLowerCase());
  const netns = world.host(name).rootNetns;
  const path = colon ? resolvePath('/root', colon[2] || '.') : resolvePath(process.cwd, word);
  return { files: new HostFileSystem(world, () => ({ host: name, netns })), path };
}

/** Editors want a terminal; a cell is a script. */
export const EDITORS: readonly Tool[] = ['vi', 'vim', 'nano'].map((name) =>
  tool(name, (process) => {
    process.err(`cka-net: ${name} needs a terminal, and a cell is a script: change files with sed -i, tee or a heredoc, and objects with kubectl patch, kubectl set or KUBE_EDITOR='sed -i …' kubectl edit\n`); // prettier-ignore
    return 1;
  }),
);
