import { command, flag } from '../../args/declare';
import { ALLOW_MISSING_TEMPLATE_KEYS, SHOW_MANAGED_FIELDS, TEMPLATE } from '../shared-flags';

/** `kubectl cluster-info dump`. */
export const CLUSTER_INFO_DUMP = command({
  name: 'dump',
  words: { en: 'Dump relevant information for debugging and diagnosis', ko: '디버깅을 위한 정보를 덤프합니다' },
  long: `Dump cluster information out suitable for debugging and diagnosing cluster problems.  By default, dumps everything to stdout. You can optionally specify a directory with --output-directory.  If you specify a directory, Kubernetes will build a set of files in that directory.  By default, only dumps things in the current namespace and 'kube-system' namespace, but you can switch to a different namespace with the --namespaces flag, or specify --all-namespaces to dump all namespaces.

 The command also dumps the logs of all of the pods in the cluster; these logs are dumped into different directories based on namespace and pod name.`,
  examples: `# Dump current cluster state to stdout
kubectl cluster-info dump

# Dump current cluster state to /path/to/cluster-state
kubectl cluster-info dump --output-directory=/path/to/cluster-state

# Dump all namespaces to stdout
kubectl cluster-info dump --all-namespaces

# Dump a set of namespaces to /path/to/cluster-state
kubectl cluster-info dump --namespaces default,kube-system --output-directory=/path/to/cluster-state`,
  usage: 'kubectl cluster-info dump [flags] [options]',
  flags: [
    flag(
      '-A --all-namespaces',
      'bool',
      'false',
      'If true, dump all namespaces.  If true, --namespaces is ignored.',
      '모든 네임스페이스를 대상으로 함',
    ),
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag('--namespaces', 'list', '[]', 'A comma separated list of namespaces to dump.', '덤프할 네임스페이스 목록'),
    flag(
      '-o --output',
      'string',
      'json',
      'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file).',
      '출력 형식',
    ),
    flag(
      '--output-directory',
      'string',
      '',
      "Where to output the files.  If empty or '-' uses stdout, otherwise creates a directory hierarchy in that directory",
      '파일을 쓸 디렉터리',
    ),
    flag(
      '--pod-running-timeout',
      'duration',
      '20s',
      'The length of time (like 5s, 2m, or 3h, higher than zero) to wait until at least one pod is running',
      '파드가 하나라도 실행될 때까지 기다릴 시간',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
