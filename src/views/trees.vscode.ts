import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { LabObservation } from '../engine/lab/observe';
import type { Kernels } from '../notebook/kernels.vscode';
import { namespacesTree, type TreeNode, type TreeWords } from './namespaces-tree';
import { recordsTree } from './records-tree';
import { routesTree } from './routes-tree';

const COLOURS: Readonly<Record<TreeNode['state'], string | undefined>> = {
  good: 'charts.green',
  bad: 'charts.orange',
  neutral: undefined,
};

/** The trees of the notebook in front; they follow its lab as cells run. */
export function registerTrees(kernels: Kernels): vscode.Disposable {
  const views = [
    new LabTree(kernels, 'ckaNet.namespaces', namespacesTree),
    new LabTree(kernels, 'ckaNet.routes', routesTree),
    new LabTree(kernels, 'ckaNet.records', recordsTree),
  ];
  const refresh = vscode.commands.registerCommand('ckaNet.refreshTrees', () => {
    for (const view of views) view.refresh();
  });
  return vscode.Disposable.from(...views, refresh);
}

class LabTree extends Disposable implements vscode.TreeDataProvider<TreeNode> {
  private readonly changed = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<TreeNode>;
  private notebook: vscode.NotebookDocument | undefined;

  constructor(
    private readonly kernels: Kernels,
    id: string,
    private readonly make: (observation: LabObservation, words: TreeWords) => readonly TreeNode[],
  ) {
    super();
    this.notebook = kernels.activeNotebook;
    this.view = this.register(vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true }));
    this.register(kernels.onDidChange(() => this.refresh()));
  }

  refresh(): void {
    // A tree of the last notebook stays while a text editor is in front of it.
    const last = this.notebook?.isClosed ? undefined : this.notebook;
    this.notebook = this.kernels.activeNotebook ?? last;
    this.changed.fire(undefined);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return [...node.children];
    const look = this.notebook && (await this.kernels.look(this.notebook));
    const { observation } = look ?? {};
    // A broken lab says here why there is nothing to see.
    this.view.message = look && 'reason' in look ? look.reason : undefined;
    return observation ? [...this.make(observation, treeWords())] : [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const { None, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : Expanded);
    const colour = COLOURS[node.state];
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.iconPath = new vscode.ThemeIcon(node.icon, colour === undefined ? undefined : new vscode.ThemeColor(colour));
    item.accessibilityInformation = { label: node.spoken };
    return item;
  }
}

function treeWords(): TreeWords {
  return {
    rootNamespace: vscode.l10n.t('root namespace'),
    host: vscode.l10n.t('host'),
    namespace: vscode.l10n.t('network namespace'),
    up: vscode.l10n.t('up'),
    down: vscode.l10n.t('down'),
    noCarrier: vscode.l10n.t('no carrier'),
    forwarding: vscode.l10n.t('forwards'),
    noAddress: vscode.l10n.t('no address'),
    noRoutes: vscode.l10n.t('no routes'),
    address: vscode.l10n.t('address'),
    route: vscode.l10n.t('route'),
    kubernetesNamespace: vscode.l10n.t('Kubernetes namespace'),
    ready: vscode.l10n.t('ready'),
    zone: vscode.l10n.t('zone'),
    noDns: vscode.l10n.t('No CoreDNS runs: the cluster’s names have no answers'),
  };
}
