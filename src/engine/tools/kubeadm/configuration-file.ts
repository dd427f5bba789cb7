import type { Process } from '../tool';
import { failed } from './call';

/** What of a configuration file for `kubeadm init --config` counts here. */
export interface GivenConfiguration {
  readonly podSubnet?: string;
  readonly serviceSubnet?: string;
  readonly kubernetesVersion?: string;
}

/** Reads the file's documents. Throws as kubeadm fails. */
export function readAll({ files }: Process, path: string): GivenConfiguration {
  if (!files.exists(path))
    throw failed(`unable to read config from "${path}": open ${path}: no such file or directory`);
  const text = files.read(path);
  const value = (name: string): string | undefined => new RegExp(`^ *${name}: *['"]?([^'"\\s]+)`, 'm').exec(text)?.[1];
  const [podSubnet, serviceSubnet, kubernetesVersion] = ['podSubnet', 'serviceSubnet', 'kubernetesVersion'].map(value);
  return {
    ...(podSubnet !== undefined && { podSubnet }),
    ...(serviceSubnet !== undefined && { serviceSubnet }),
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
  };
}
