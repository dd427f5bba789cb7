import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import type { BashSpec, GroupSignal } from './bash-session';
import { capture } from './capture';
import type { KubeContext } from './kubeconfig';
import { LiveTarget, type LivePlan } from './live-target';
import type { LinuxPlace } from './observe-linux';
import { LiveRefusal } from './refusal';

export interface KubeTargetOptions {
  readonly context: KubeContext;
  /** The kubeconfig files that know the context, in kubectl's order. */
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where cells start; undefined is the home of this process. */
  readonly cwd?: string;
  isTrusted(): boolean;
}

/**
 * A cluster of the user's kubeconfig: cells run in bash on this machine with `kubectl` set to the context, and those with `host=NODE` in the
 * container of that name, as a kind node is reached. Throws LiveRefusal in an untrusted workspace.
 */
export function openKubeTarget(options: KubeTargetOptions): LiveTarget {
  if (!options.isTrusted()) throw new LiveRefusal({ code: 'untrusted' });
  const selection = selectContext(options.context.name);
  const env = {
    ...options.env,
    KUBECONFIG: [selection.file, ...options.files].join(path.delimiter),
  };
  const plan: LivePlan = {
    hasCluster: true,
    isTrusted: () => options.isTrusted(),
    shell: {
      file: 'bash',
      args: [],
      env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      initialise: ['alias k=kubectl'],
    },
    shellOn: (host) => nodeShell(host, env),
    places: async ({ hosts }) => nodePlaces(await kindNodes(options.context, env, hosts), env),
    dispose: () => selection.dispose(),
  };
  return new LiveTarget(plan);
}

/**
 * A kubeconfig that says nothing but which context is current. kubectl merges the files of KUBECONFIG and the first to name a value wins,
 * so the user's own file stays as it is, its credentials are copied nowhere, and `kubectl config use-context` in a cell changes only this.
 */
function selectContext(name: string): { readonly file: string; dispose(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'cka-net-live-'));
  const file = path.join(folder, 'context.yaml');
  writeFileSync(file, stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': name }), { mode: 0o600 });
  return { file, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** bash in a node's container. Ending `docker exec` here would leave it running there: signals go in the same way. */
function nodeShell(node: string, env: BashSpec['env']): BashSpec {
  return {
    file: 'docker',
    args: ['exec', '-i', '-e', 'PS1=', '-e', 'PS2=', node, 'bash'],
    env,
    initialise: [],
    signalGroup: async (group: number, signal: GroupSignal) => {
      await capture('docker', ['exec', node, 'bash', '-c', 'kill -s "$1" -- "-$2"', 'bash', signal, String(group)], {
        env,
      });
    },
  };
}

async function kindNodes(
  context: KubeContext,
  env: BashSpec['env'],
  used: readonly string[],
): Promise<readonly string[]> {
  if (context.kindCluster === undefined) return used;
  const label = `label=io.x-k8s.kind.cluster=${context.kindCluster}`;
  const listed = await capture('docker', ['ps', '--filter', label, '--format', '{{.Names}}'], { env });
  const names = (listed ?? '').split('\n').filter((name) => name !== '');
  return [...new Set([...names.sort(), ...used])];
}

function nodePlaces(nodes: readonly string[], env: BashSpec['env']): readonly LinuxPlace[] {
  return nodes.map((name) => ({
    name,
    run: (program, args) => capture('docker', ['exec', name, program, ...args], { env }),
  }));
}
