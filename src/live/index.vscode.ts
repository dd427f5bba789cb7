import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { Kernels } from '../notebook/kernels.vscode';
import type { TargetFactory } from '../notebook/target';
import type { KubeContext, Kubeconfig } from './kubeconfig';

const KUBE_PREFIX = 'cka-net.live.context.';
const NETNS_ID = 'cka-net.live.netns';

/**
 * Offers the live kernels: one for each context of the kubeconfig and one for this machine's Linux. Only in a trusted workspace, and only what
 * the user picks is ever started. Windows has no process groups to cancel with: there the editor is opened in WSL.
 */
export function registerLive(context: vscode.ExtensionContext, kernels: Kernels): void {
  if (process.platform === 'win32') return;
  const live = new LiveKernels(kernels);
  context.subscriptions.push(live);
}

class LiveKernels extends Disposable {
  private readonly offered = new Set<string>();
  private log: vscode.LogOutputChannel | undefined;
  private reported = '';
  private disposed = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly kernels: Kernels) {
    super();
    // Clusters come and go between two notebooks: look again whenever one is opened.
    this.register(vscode.workspace.onDidOpenNotebookDocument(() => this.offer()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.offer()));
    this.offer();
  }

  override dispose(): void {
    this.disposed = true;
    this.log?.dispose();
    super.dispose();
  }

  /** One look after the other, each after activation: reading YAML takes longer than all the rest of it. */
  private offer(): void {
    this.looking = this.looking.then(() => this.look());
  }

  private async look(): Promise<void> {
    if (!isTrusted()) return;
    const kubeconfig = await currentKubeconfig();
    if (this.disposed) return;
    this.report(kubeconfig);
    const wanted = new Map<string, () => void>();
    for (const context of kubeconfig.contexts) {
      wanted.set(`${KUBE_PREFIX}${encodeURIComponent(context.name)}`, () => this.addContext(context));
    }
    if (process.platform === 'linux') wanted.set(NETNS_ID, () => this.addNetns());
    for (const id of this.offered) {
      if (wanted.has(id)) continue;
      this.kernels.remove(id);
      this.offered.delete(id);
    }
    for (const [id, add] of wanted) {
      if (this.offered.has(id)) continue;
      add();
      this.offered.add(id);
    }
  }

  private addContext(context: KubeContext): void {
    const description =
      context.kindCluster === undefined
        ? vscode.l10n.t('Live: bash on this machine with kubectl for the context {0}', context.name)
        : vscode.l10n.t('Live: bash on this machine with kubectl for the kind cluster {0}', context.kindCluster);
    const factory: TargetFactory = {
      async open() {
        if (!isTrusted()) throw untrusted();
        const { openKubeTarget } = await import('./kube-target');
        const { files } = await currentKubeconfig();
        return openKubeTarget({ context, files, env: process.env, ...workingDirectory(), isTrusted });
      },
    };
    this.kernels.add(`${KUBE_PREFIX}${encodeURIComponent(context.name)}`, context.name, description, factory);
  }

  private addNetns(): void {
    const factory: TargetFactory = {
      async open() {
        if (!isTrusted()) throw untrusted();
        const { openNetnsTarget } = await import('./netns-target');
        return openNetnsTarget({ env: process.env, ...workingDirectory(), isTrusted });
      },
    };
    this.kernels.add(
      NETNS_ID,
      vscode.l10n.t('Linux (a network namespace on this machine)'),
      vscode.l10n.t('Live: the real tools in a network namespace made for this notebook'),
      factory,
    );
  }

  /** A kubeconfig that cannot be read is worth a line in the log, once, and never a pop-up. */
  private report({ problems }: Kubeconfig): void {
    const lines = problems.map(({ file, reason }) =>
      vscode.l10n.t('{0} cannot be read, so it offers no kernels: {1}', file, reason),
    );
    if (lines.length === 0 || lines.join('\n') === this.reported) return;
    this.reported = lines.join('\n');
    this.log ??= vscode.window.createOutputChannel('CKA Net', { log: true });
    for (const line of lines) this.log.warn(line);
  }
}

async function currentKubeconfig(): Promise<Kubeconfig> {
  const { readKubeconfig } = await import('./kubeconfig');
  return readKubeconfig(process.env, homedir());
}

function isTrusted(): boolean {
  return vscode.workspace.isTrusted;
}

function untrusted(): Error {
  return new Error(
    vscode.l10n.t('Live kernels run only in a trusted workspace. Trust this workspace, or pick the simulator.'),
  );
}

/** Cells start where the editor's terminal would: in the first folder. */
function workingDirectory(): { readonly cwd?: string } {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  return folder ? { cwd: folder.uri.fsPath } : {};
}
