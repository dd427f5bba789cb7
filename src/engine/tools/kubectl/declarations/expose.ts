import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl expose`. */
export const EXPOSE = command({
  name: 'expose',
  words: {
    en: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
    ko: '파드나 디플로이먼트 등을 새 서비스로 노출합니다',
  },
  long: `Expose a resource as a new Kubernetes service.

 Looks up a deployment, service, replica set, replication controller or pod by name and uses the selector for that resource as the selector for a new service on the specified port. A deployment or replica set will be exposed as a service only if its selector is convertible to a selector that service supports, i.e. when the selector contains only the matchLabels component. Note that if no port is specified via --port and the exposed resource has multiple ports, all will be re-used by the new service. Also if no labels are specified, the new service will re-use the labels from the resource it exposes.

 Possible resources include (case insensitive):

 pod (po), service (svc), replicationcontroller (rc), deployment (deploy), replicaset (rs)`,
  examples: `# Create a service for a replicated nginx, which serves on port 80 and connects to the containers on port 8000
kubectl expose rc nginx --port=80 --target-port=8000

# Create a service for a replication controller identified by type and name specified in "nginx-controller.yaml", which serves on port 80 and connects to the containers on port 8000
kubectl expose -f nginx-controller.yaml --port=80 --target-port=8000

# Create a service for a pod valid-pod, which serves on port 444 with the name "frontend"
kubectl expose pod valid-pod --port=444 --name=frontend

# Create a second service based on the above service, exposing the container port 8443 as port 443 with the name "nginx-https"
kubectl expose service nginx --port=443 --target-port=8443 --name=nginx-https

# Create a service for a replicated streaming application on port 4100 balancing UDP traffic and named 'video-stream'.
kubectl expose rc streamer --port=4100 --protocol=UDP --name=video-stream

# Create a service for a replicated nginx using replica set, which serves on port 80 and connects to the containers on port 8000
kubectl expose rs nginx --port=80 --target-port=8000

# Create a service for an nginx deployment, which serves on port 80 and connects to the containers on port 8000
kubectl expose deployment nginx --port=80 --target-port=8000`,
  usage:
    'kubectl expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--cluster-ip',
      'string',
      '',
      "ClusterIP to be assigned to the service. Leave empty to auto-allocate, or set to 'None' to create a headless service.",
      '서비스에 줄 ClusterIP, None이면 헤드리스',
    ),
    DRY_RUN,
    flag(
      '--external-ip',
      'string',
      '',
      'Additional external IP address (not managed by Kubernetes) to accept for the service. If this IP is routed to a node, the service can be accessed by this IP in addition to its generated service IP.',
      '서비스가 받아들일 외부 IP',
    ),
    flag(
      '--field-manager',
      'string',
      'kubectl-expose',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files identifying the resource to expose a service',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    flag('-l --labels', 'string', '', 'Labels to apply to the service created by this call.', '붙일 레이블'),
    flag(
      '--load-balancer-ip',
      'string',
      '',
      'IP to assign to the LoadBalancer. If empty, an ephemeral IP will be created and used (cloud-provider specific).',
      '로드 밸런서에 줄 IP',
    ),
    flag('--name', 'string', '', 'The name for the newly created object.', '새 오브젝트의 이름'),
    OUTPUT,
    flag(
      '--override-type',
      'string',
      'merge',
      'The method used to override the generated object: json, merge, or strategic.',
      '덮어쓰는 방법: json, merge, strategic',
    ),
    flag(
      '--overrides',
      'string',
      '',
      'An inline JSON override for the generated object. If this is non-empty, it is used to override the generated object. Requires that the object supply a valid apiVersion field.',
      '만들 오브젝트를 덮어쓸 JSON',
    ),
    flag(
      '--port',
      'string',
      '',
      'The port that the service should serve on. Copied from the resource being exposed, if unspecified',
      '포트',
    ),
    flag(
      '--protocol',
      'string',
      '',
      "The network protocol for the service to be created. Default is 'TCP'.",
      '서비스의 네트워크 프로토콜',
    ),
    RECURSIVE,
    SAVE_CONFIG,
    flag(
      '--selector',
      'string',
      '',
      'A label selector to use for this service. Only equality-based selector requirements are supported. If empty (the default) infer the selector from the resource being exposed.',
      '레이블 셀렉터로 거름',
    ),
    flag(
      '--session-affinity',
      'string',
      '',
      "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'",
      '서비스의 세션 어피니티: None, ClientIP',
    ),
    SHOW_MANAGED_FIELDS,
    flag(
      '--target-port',
      'string',
      '',
      'Name or number for the port on the container that the service should direct traffic to. Optional.',
      '서비스가 보낼 컨테이너의 포트 번호나 이름',
    ),
    TEMPLATE,
    flag(
      '--type',
      'string',
      '',
      "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'.",
      '종류',
    ),
  ],
});
