import type { ClusterDefinition } from '../definition';
import { badResolvConf } from './bad-resolv-conf';
import { cniMissing } from './cni-missing';
import { cniWrongCidr } from './cni-wrong-cidr';
import { corednsBroken } from './coredns-broken';
import { corednsScaledToZero } from './coredns-scaled-to-zero';
import { defaultDenyPolicy } from './default-deny-policy';
import { ipForwardOff } from './ip-forward-off';
import { kubeProxyCrashLooping } from './kube-proxy-crash-looping';
import { nodeNotReady } from './node-not-ready';
import { podRangeOverlapsNodes } from './pod-range-overlaps-nodes';
import { serviceRangeExhausted } from './service-range-exhausted';
import { serviceWrongSelector } from './service-wrong-selector';
import { serviceWrongTargetPort } from './service-wrong-target-port';
import { wrongMtu } from './wrong-mtu';
import type { ClusterFault } from './fault';

/** Every fault a lab can start with: one file each, listed here. */
const FAULTS: readonly ClusterFault[] = [
  badResolvConf,
  cniMissing,
  cniWrongCidr,
  corednsBroken,
  corednsScaledToZero,
  defaultDenyPolicy,
  ipForwardOff,
  kubeProxyCrashLooping,
  nodeNotReady,
  podRangeOverlapsNodes,
  serviceRangeExhausted,
  serviceWrongSelector,
  serviceWrongTargetPort,
  wrongMtu,
];

/** What front matter may say under `faults`. */
export const FAULT_NAMES: readonly string[] = FAULTS.map(({ name }) => name);

/** The faults of a cluster, in the order in which its definition names them. */
export function faultsOf({ faults }: ClusterDefinition): readonly ClusterFault[] {
  return faults.flatMap((name) => FAULTS.find((fault) => fault.name === name) ?? []);
}
