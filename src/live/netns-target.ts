import { hostname } from 'node:os';
import type { BashSpec } from './bash-session';
import { capture } from './capture';
import { LiveTarget } from './live-target';
import type { LinuxPlace } from './observe-linux';
import { LiveRefusal } from './refusal';

export interface NetnsTargetOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  isTrusted(): boolean;
}

/** Namespaces of the shell that nsenter must join to see what the cells see. */
const JOINED = ['--net', '--mount', '--uts'];

/**
 * This machine's own Linux, in a network namespace made for the notebook (`unshare -n`, with only `lo`, down): cells use the real tools and
 * the real kernel, and the machine's own interfaces are out of reach. Without root a user namespace gives the rights inside, where the
 * system allows that. Throws LiveRefusal in an untrusted workspace.
 */
export function openNetnsTarget(options: NetnsTargetOptions): LiveTarget {
  if (!options.isTrusted()) throw new LiveRefusal({ code: 'untrusted' });
  const root = process.getuid?.() === 0;
  const env: BashSpec['env'] = options.env;
  return new LiveTarget({
    hasCluster: false,
    isTrusted: () => options.isTrusted(),
    shell: {
      file: 'unshare',
      args: [...(root ? [] : ['--user', '--map-root-user']), '--net', '--mount', '--uts', 'bash'],
      env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      // A /run of its own, so that `ip netns add` names namespaces here only, and a /sys that shows this namespace's devices.
      initialise: [
        '{ mount -t tmpfs cka-net /run && mkdir -p /run/netns; mount -t sysfs sysfs /sys; } 2>/dev/null',
        'PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin',
      ],
    },
    places: async ({ shellPid }) => (shellPid === undefined ? [] : [namespaceOf(shellPid, root, env)]),
    dispose: () => undefined,
  });
}

function namespaceOf(pid: number, root: boolean, env: BashSpec['env']): LinuxPlace {
  const enter = ['--target', String(pid), ...(root ? [] : ['--user', '--preserve-credentials']), ...JOINED, '--'];
  return { name: hostname(), run: (program, args) => capture('nsenter', [...enter, program, ...args], { env }) };
}
