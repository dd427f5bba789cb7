import type { ContainerId } from './containers/records';

/** What the kube-proxy of a node remembers between two looks at its Services: plain data that is replaced and never changed. */
export interface ProxyMemory {
  /** The container it runs in: another one knows nothing of what this one knew. */
  readonly container: ContainerId;
  /** Services whose rules are behind, `namespace/name`; `all` when it cannot tell. */
  readonly pending: ReadonlySet<string> | 'all';
  /** How often it may still write at once (async.BoundedFrequencyRunner), and when that was so. */
  readonly tokens: number;
  readonly atUs: number;
  /** When it last wrote everything. */
  readonly fullUs: number;
}
