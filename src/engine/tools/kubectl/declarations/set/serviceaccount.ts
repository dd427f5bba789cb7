import { command, flag } from '../../args/declare';
import {
  RECORD,
  ALL,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER_2,
  FILENAME,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl set serviceaccount`. */
export const SET_SERVICEACCOUNT = command({
  name: 'serviceaccount',
  aliases: ['sa'],
  words: { en: 'Update the service account of a resource', ko: '리소스의 서비스 어카운트를 바꿉니다' },
  long: `Update the service account of pod template resources.

 Possible resources (case insensitive) can be:

 replicationcontroller (rc), deployment (deploy), daemonset (ds), job, replicaset (rs), statefulset`,
  examples: `# Set deployment nginx-deployment's service account to serviceaccount1
kubectl set serviceaccount deployment nginx-deployment serviceaccount1

# Print the result (in YAML format) of updated nginx deployment with the service account from local file, without hitting the API server
kubectl set sa -f nginx-deployment.yaml serviceaccount1 --local --dry-run=client -o yaml`,
  usage: 'kubectl set serviceaccount (-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [options]',
  flags: [
    RECORD,
    ALL,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER_2,
    FILENAME,
    KUSTOMIZE,
    flag(
      '--local',
      'bool',
      'false',
      'If true, set serviceaccount will NOT contact api-server but run locally.',
      'API 서버에 묻지 않고 로컬에서 처리',
    ),
    OUTPUT,
    RECURSIVE,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
