import type { World } from '../../../kernel/world';
import type { ClusterDefinition } from '../definition';

/** Something that is wrong with a cluster from the start, by the name a lab's front matter gives it (`kubernetes: faults: [cni-missing]`). */
export interface ClusterFault {
  readonly name: string;
  /** What it changes in how the cluster is set up. */
  readonly define?: (definition: ClusterDefinition) => ClusterDefinition;
  /** What it breaks on the nodes and in the API before the kubelets start. */
  readonly prepare?: (world: World, definition: ClusterDefinition) => void;
  /** What it breaks when the cluster has come to rest; effects come by themselves afterwards. */
  readonly strike?: (world: World, definition: ClusterDefinition) => void;
}
