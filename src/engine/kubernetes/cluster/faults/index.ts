import type { ClusterDefinition } from '../definition';
import { cniMissing } from './cni-missing';
import { cniWrongCidr } from './cni-wrong-cidr';
import { corednsScaledToZero } from './coredns-scaled-to-zero';
import { defaultDenyPolicy } from './default-deny-policy';
import type { ClusterFault } from './fault';
import { ipForwardOff } from './ip-forward-off';
import { podRangeOverlapsNodes } from './pod-range-overlaps-nodes';
import { wrongMtu } from './wrong-mtu';

/** Every fault a lab can start with: one file each, listed here. */
const FAULTS: readonly ClusterFault[] = [
  cniMissing,
  cniWrongCidr,
  corednsScaledToZero,
  defaultDenyPolicy,
  ipForwardOff,
  podRangeOverlapsNodes,
  wrongMtu,
];

/** What front matter may say under `faults`. */
export const FAULT_NAMES: readonly string[] = FAULTS.map(({ name }) => name);

/** The faults of a cluster, in the order in which its definition names them. */
export function faultsOf({ faults }: ClusterDefinition): readonly ClusterFault[] {
  return faults.flatMap((name) => FAULTS.find((fault) => fault.name === name) ?? []);
}
