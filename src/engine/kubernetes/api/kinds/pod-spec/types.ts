import type {
  Container as V1Container,
  EnvVar as V1EnvVar,
  PodSpec as V1PodSpec,
  PodTemplateSpec as V1PodTemplateSpec,
  Probe as V1Probe,
  Volume as V1Volume,
} from 'kubernetes-types/core/v1';
import type { Loose } from '../kind-object';

/** The parts of a Pod's spec, any field of which a manifest may leave out; with what v1.35 has more than the type package. */
export type Container = Loose<V1Container> & { readonly restartPolicyRules?: readonly unknown[] };
export type EnvVar = Loose<V1EnvVar> & {
  readonly valueFrom?: {
    readonly fileKeyRef?: {
      readonly optional?: boolean;
      readonly volumeName?: string;
      readonly path?: string;
      readonly key?: string;
    };
  };
};
export type Probe = Loose<V1Probe>;
export type Volume = Loose<V1Volume> & {
  readonly image?: { readonly reference?: string; readonly pullPolicy?: string };
};
export type PodSpec = Omit<Loose<V1PodSpec>, 'volumes'> & {
  readonly volumes?: readonly Volume[];
  readonly resources?: ResourceRequirements;
  readonly hostnameOverride?: string;
};
export type PodTemplateSpec = Omit<Loose<V1PodTemplateSpec>, 'spec'> & { readonly spec?: PodSpec };
export type ResourceList = Readonly<Record<string, string | undefined>>;
export interface ResourceRequirements {
  readonly limits?: ResourceList;
  readonly requests?: ResourceList;
  readonly claims?: readonly { readonly name?: string }[];
}
