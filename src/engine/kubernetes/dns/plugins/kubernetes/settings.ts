import type { LabelRequirement } from '../../../api/label-selector';

/** What a `kubernetes` directive says (plugin/kubernetes/setup.go). */
export interface KubernetesSettings {
  readonly zones: readonly string[];
  /** The first zone that is not of the reverse tree: PTR records point into it. */
  readonly primaryZone: string;
  readonly pods: 'disabled' | 'insecure' | 'verified';
  readonly endpointPodNames: boolean;
  /** None: every namespace. */
  readonly namespaces: readonly string[];
  readonly labels: readonly LabelRequirement[] | undefined;
  readonly namespaceLabels: readonly LabelRequirement[] | undefined;
  readonly fallthrough: readonly string[];
  /** Seconds. */
  readonly ttl: number;
  readonly endpoints: boolean;
  readonly ignoreEmptyService: boolean;
  readonly startupTimeoutUs: number;
}
