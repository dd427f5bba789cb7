import { command, flag } from '../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_NAMESPACES,
  CHUNK_SIZE,
  FIELD_SELECTOR,
  FILENAME,
  KUSTOMIZE,
  NO_HEADERS,
  RECURSIVE,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl get`. */
export const GET = command({
  name: 'get',
  suggestFor: ['list', 'ps'],
  words: { en: 'Display one or many resources', ko: '리소스를 보여 줍니다' },
  long: `Display one or many resources.

 Prints a table of the most important information about the specified resources. You can filter the list using a label selector and the --selector flag. If the desired resource type is namespaced you will only see results in the current namespace if you don't specify any namespace.

 By specifying the output as 'template' and providing a Go template as the value of the --template flag, you can filter the attributes of the fetched resources.

Use "kubectl api-resources" for a complete list of supported resources.`,
  examples: `# List all pods in ps output format
kubectl get pods

# List all pods in ps output format with more information (such as node name)
kubectl get pods -o wide

# List a single replication controller with specified NAME in ps output format
kubectl get replicationcontroller web

# List deployments in JSON output format, in the "v1" version of the "apps" API group
kubectl get deployments.v1.apps -o json

# List a single pod in JSON output format
kubectl get -o json pod web-pod-13je7

# List a pod identified by type and name specified in "pod.yaml" in JSON output format
kubectl get -f pod.yaml -o json

# List resources from a directory with kustomization.yaml - e.g. dir/kustomization.yaml
kubectl get -k dir/

# Return only the phase value of the specified pod
kubectl get -o template pod/web-pod-13je7 --template={{.status.phase}}

# List resource information in custom columns
kubectl get pod test-pod -o custom-columns=CONTAINER:.spec.containers[0].name,IMAGE:.spec.containers[0].image

# List all replication controllers and services together in ps output format
kubectl get rc,services

# List one or more resources by their type and names
kubectl get rc/web service/frontend pods/web-pod-13je7

# List the 'status' subresource for a single pod
kubectl get pod web-pod-13je7 --subresource status

# List all deployments in namespace 'backend'
kubectl get deployments.apps --namespace backend

# List all pods existing in all namespaces
kubectl get pods --all-namespaces`,
  usage:
    'kubectl get [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]',
  flags: [
    ALL_NAMESPACES,
    ALLOW_MISSING_TEMPLATE_KEYS,
    CHUNK_SIZE,
    FIELD_SELECTOR,
    FILENAME,
    flag(
      '--ignore-not-found',
      'bool',
      'false',
      'If set to true, suppresses NotFound error for specific objects that do not exist. Using this flag with commands that query for collections of resources has no effect when no resources are found.',
      '찾지 못해도 오류로 보지 않음',
    ),
    KUSTOMIZE,
    flag(
      '-L --label-columns',
      'list',
      '[]',
      'Accepts a comma separated list of labels that are going to be presented as columns. Names are case-sensitive. You can also use multiple flag options like -L label1 -L label2...',
      '열로 보여 줄 레이블 목록',
    ),
    NO_HEADERS,
    flag(
      '-o --output',
      'string',
      '',
      'Output format. One of: (json, yaml, kyaml, name, go-template, go-template-file, template, templatefile, jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide). See custom columns [https://kubernetes.io/docs/reference/kubectl/#custom-columns], golang template [http://golang.org/pkg/text/template/#pkg-overview] and jsonpath template [https://kubernetes.io/docs/reference/kubectl/jsonpath/].',
      '출력 형식',
    ),
    flag(
      '--output-watch-events',
      'bool',
      'false',
      'Output watch event objects when --watch or --watch-only is used. Existing objects are output as initial ADDED events.',
      '감시할 때 이벤트 오브젝트로 출력',
    ),
    flag(
      '--raw',
      'string',
      '',
      'Raw URI to request from the server.  Uses the transport specified by the kubeconfig file.',
      '서버에 직접 요청할 URI 또는 원본 출력',
    ),
    RECURSIVE,
    SELECTOR,
    flag(
      '--server-print',
      'bool',
      'true',
      'If true, have the server return the appropriate table output. Supports extension APIs and CRDs.',
      '표를 서버가 만들게 함',
    ),
    flag(
      '--show-kind',
      'bool',
      'false',
      'If present, list the resource type for the requested object(s).',
      '리소스의 종류도 보여 줌',
    ),
    flag(
      '--show-labels',
      'bool',
      'false',
      'When printing, show all labels as the last column (default hide labels column)',
      '마지막 열에 모든 레이블을 보여 줌',
    ),
    SHOW_MANAGED_FIELDS,
    flag(
      '--sort-by',
      'string',
      '',
      "If non-empty, sort list types using this field specification.  The field specification is expressed as a JSONPath expression (e.g. '{.metadata.name}'). The field in the API resource specified by this JSONPath expression must be an integer or a string.",
      '이 필드로 정렬',
    ),
    flag(
      '--subresource',
      'string',
      '',
      'If specified, gets the subresource of the requested object.',
      '대상 하위 리소스',
    ),
    TEMPLATE,
    flag(
      '-w --watch',
      'bool',
      'false',
      'After listing/getting the requested object, watch for changes.',
      '변화를 계속 지켜봄',
    ),
    flag(
      '--watch-only',
      'bool',
      'false',
      'Watch for changes to the requested object(s), without listing/getting first.',
      '먼저 나열하지 않고 변화만 지켜봄',
    ),
  ],
});
