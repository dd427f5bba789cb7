import { ExitError, exitStatus } from '../clib/exit';
import { flag, positional } from '../grammar/declare-getopt';
import { parseOptions } from '../grammar/getopt-dialect';
import type { Program } from '../grammar/types';
import { KERNEL_RELEASE } from '../../kernel/release';
import type { Process } from '../tool';

/**
 * Modules that a learner loads or looks for. The simulated kernel has all of this from the start, as one does after Docker ran once: a host's
 * net.bridge sysctls are there, so br_netfilter is loaded. Sizes and users as Debian 12 shows them.
 */
const MODULES: readonly (readonly [name: string, size: number, users: readonly string[]])[] = [
  ['br_netfilter', 32768, []],
  ['bridge', 311296, ['br_netfilter']],
  ['stp', 16384, ['bridge']],
  ['llc', 16384, ['bridge', 'stp']],
  ['nf_conntrack', 188416, []],
  ['overlay', 163840, []],
];
/** Part of the kernel or loaded with one of the above; nothing more to say about them. */
const OTHERS = 'dummy veth vxlan macvlan bonding 8021q ip_tables iptable_filter iptable_nat iptable_mangle iptable_raw ip6_tables ip_set nf_tables nf_nat nf_log_syslog xt_LOG ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack_netlink tun tap'.split(' '); // prettier-ignore

const KNOWN: ReadonlySet<string> = new Set([...MODULES.map(([name]) => name), ...OTHERS]);

const MODPROBE_OPTIONS = [
  flag('-a --all', 'Load every module named.', '이름을 댄 모듈을 모두 올립니다.'),
  flag('-v --verbose', 'Say what is done.', '하는 일을 알려 줍니다.'),
  flag('-q --quiet', 'Say nothing about unknown modules.', '모르는 모듈이 있어도 조용히 있습니다.'),
  flag('-n --dry-run', 'Do nothing.', '실제로는 하지 않습니다.'),
  flag('-r --remove', 'Unload it (not simulated yet).', '모듈을 내립니다(아직 시뮬레이션되지 않음).'),
];

/** modprobe(8) of kmod 30: what the simulated kernel can do is there already, so loading it says nothing. */
export const modprobe: Program = {
  name: 'modprobe',
  words: { en: 'Loads a module of the kernel.', ko: '커널 모듈을 올립니다.' },
  synopsis: 'modprobe [-v] [-q] [-a] MODULE…',
  dialect: 'getopt',
  options: MODPROBE_OPTIONS,
  body: {
    clause: {
      parameters: [],
      positionals: [
        positional('module', ['MODULE', 'text'], 'The module: br_netfilter.', '모듈 이름: br_netfilter.', {
          repeats: true,
        }),
      ],
    },
  },
  run: (process) =>
    exitStatus(
      (text) => process.err(text),
      () => load(process),
    ),
};

function load(process: Process): number {
  const { options, operands, error } = parseOptions({ options: MODPROBE_OPTIONS }, process.argv.slice(1));
  if (error !== undefined) throw new ExitError(1, `modprobe: ${error}\n`);
  const flags = new Set(options.map((given) => given.flag));
  if (flags.has('r')) throw new ExitError(1, 'cka-net: modprobe -r is not simulated yet\n');
  const [first] = operands;
  if (first === undefined) throw new ExitError(1, 'modprobe: ERROR: missing parameters. See -h.\n');
  let status = 0;
  // Without -a the other words are the module's parameters.
  for (const name of flags.has('a') ? operands : [first]) {
    if (KNOWN.has(name.replaceAll('-', '_'))) continue;
    status = 1;
    if (flags.has('q')) continue;
    const severity = flags.has('a') ? 'WARNING' : 'FATAL';
    process.err(`modprobe: ${severity}: Module ${name} not found in directory /lib/modules/${KERNEL_RELEASE}\n`);
  }
  return status;
}

/** lsmod(8): /proc/modules in columns. */
export const lsmod: Program = {
  name: 'lsmod',
  words: { en: 'Lists the modules of the kernel that are loaded.', ko: '올라와 있는 커널 모듈을 보여 줍니다.' },
  synopsis: 'lsmod',
  dialect: 'getopt',
  options: [],
  body: { clause: { parameters: [], positionals: [] } },
  run: (process) => {
    if (process.argv.length > 1) {
      process.err('Usage: lsmod\n');
      return Promise.resolve(1);
    }
    process.out('Module                  Size  Used by\n');
    for (const [name, size, users] of MODULES) {
      const by = users.length > 0 ? ` ${users.join(',')}` : '';
      process.out(`${name.padEnd(19)} ${String(size).padStart(8)}  ${users.length}${by}\n`);
    }
    return Promise.resolve(0);
  },
};
