import type { HostId } from '../../kernel/records';
import type { World } from '../../kernel/world';
import type { Endpoints } from './endpoints';
import type { ServicePort } from './service-ports';
import type { ProxySettings } from './settings';

/** What one kube-proxy writes rules from. */
export interface ProxyView {
  readonly world: World;
  readonly host: HostId;
  readonly settings: ProxySettings;
  /** The process of kube-proxy on its node. */
  readonly process: number;
  readonly zone: string;
  readonly ports: readonly ServicePort[];
  readonly endpoints: Endpoints;
  /** Services that changed since it last wrote, `namespace/name`; undefined: all of them may have. */
  readonly changed: ReadonlySet<string> | undefined;
}
