import { kubernetesVersion } from '../apt/packages';
import { ExitError } from '../clib/exit';
import type { Process } from '../tool';

/** kubeadm v1.35.2 on one host. */
export interface Call {
  readonly process: Process;
  readonly options: ReadonlyMap<string, string>;
  /** What follows the command. */
  readonly words: readonly string[];
}

/** The version of this host's kubeadm, which is that of its package: `v1.35.2`. */
export function versionOf({ files }: Process): string {
  return kubernetesVersion(files, 'kubeadm');
}

const TRACE = 'To see the stack trace of this error execute with --v=5 or higher\n';

/** How kubeadm ends with an error (cmd/kubeadm/app/util/error.go). */
export function failed(message: string, status = 1): ExitError {
  return new ExitError(status, `error: ${message}\n${TRACE}`);
}

/** An error of a phase. */
export function phaseFailed(phase: string, message: string, status = 1): ExitError {
  return failed(`error execution phase ${phase}: ${message}`, status);
}

/** Asks the API server as the administrator of this node; throws ExitError without admin.conf or without an answer. */
export async function kubectl({ process, options }: Call, words: readonly string[], stdin = ''): Promise<string> {
  const file = options.get('kubeconfig') ?? '/etc/kubernetes/admin.conf';
  if (!process.files.exists(file)) {
    const own = `${process.env.get('HOME') ?? '/root'}/.kube/config`;
    if (!process.files.exists(own))
      throw failed(`failed to load admin kubeconfig: open ${own}: no such file or directory`);
    return ask(process, own, words, stdin);
  }
  return ask(process, file, words, stdin);
}

async function ask(process: Process, file: string, words: readonly string[], stdin: string): Promise<string> {
  let out = '';
  let problem = '';
  const status = await process.exec(['kubectl', `--kubeconfig=${file}`, ...words], {
    stdin,
    output: { out: (text) => (out += text), err: (text) => (problem += text) },
  });
  if (status !== 0) throw failed(problem.trim().split('\n').at(-1) ?? '');
  return out;
}

/** Kubeadm's notes on where its configuration comes from. */
export function readingConfig(name: string): string {
  return `[${name}] Reading configuration from the "kubeadm-config" ConfigMap in namespace "kube-system"...\n[${name}] Use 'kubeadm init phase upload-config kubeadm --config your-config-file' to re-upload it.\n`;
}
