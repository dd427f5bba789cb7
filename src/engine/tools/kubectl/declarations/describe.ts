import { command, flag } from '../args/declare';
import { ALL_NAMESPACES, CHUNK_SIZE, KUSTOMIZE, RECURSIVE, SELECTOR } from './shared-flags';

/** `kubectl describe`. */
export const DESCRIBE = command({
  name: 'describe',
  words: { en: 'Show details of a specific resource or group of resources', ko: '리소스를 자세히 보여 줍니다' },
  long: `Show details of a specific resource or group of resources.

 Print a detailed description of the selected resources, including related resources such as events or controllers. You may select a single object by name, all objects of that type, provide a name prefix, or label selector. For example:

        $ kubectl describe TYPE NAME_PREFIX
        
 will first check for an exact match on TYPE and NAME_PREFIX. If no such resource exists, it will output details for every resource that has a name prefixed with NAME_PREFIX.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# Describe a node
kubectl describe nodes kubernetes-node-emt8.c.myproject.internal

# Describe a pod
kubectl describe pods/nginx

# Describe a pod identified by type and name in "pod.json"
kubectl describe -f pod.json

# Describe all pods
kubectl describe pods

# Describe pods by label name=myLabel
kubectl describe pods -l name=myLabel

# Describe all pods managed by the 'frontend' replication controller
# (rc-created pods get the name of the rc as a prefix in the pod name)
kubectl describe pods frontend`,
  usage: 'kubectl describe (-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]',
  flags: [
    ALL_NAMESPACES,
    CHUNK_SIZE,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files containing the resource to describe',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    RECURSIVE,
    SELECTOR,
    flag(
      '--show-events',
      'bool',
      'true',
      'If true, display events related to the described object.',
      '관련 이벤트도 보여 줌',
    ),
  ],
});
