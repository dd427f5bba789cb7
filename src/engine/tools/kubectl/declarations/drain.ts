import { command, flag } from '../args/declare';
import { CHUNK_SIZE, DRY_RUN, SELECTOR } from './shared-flags';

/** `kubectl drain`. */
export const DRAIN = command({
  name: 'drain',
  words: { en: 'Drain node in preparation for maintenance', ko: '정비를 위해 노드를 비웁니다' },
  long: `Drain node in preparation for maintenance.

 The given node will be marked unschedulable to prevent new pods from arriving. 'drain' evicts the pods if the API server supports https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ eviction https://kubernetes.io/docs/concepts/workloads/pods/disruptions/ . Otherwise, it will use normal DELETE to delete the pods. The 'drain' evicts or deletes all pods except mirror pods (which cannot be deleted through the API server).  If there are daemon set-managed pods, drain will not proceed without --ignore-daemonsets, and regardless it will not delete any daemon set-managed pods, because those pods would be immediately replaced by the daemon set controller, which ignores unschedulable markings.  If there are any pods that are neither mirror pods nor managed by a replication controller, replica set, daemon set, stateful set, or job, then drain will not delete any pods unless you use --force.  --force will also allow deletion to proceed if the managing resource of one or more pods is missing.

 'drain' waits for graceful termination. You should not operate on the machine until the command completes.

 When you are ready to put the node back into service, use kubectl uncordon, which will make the node schedulable again.

https://kubernetes.io/images/docs/kubectl_drain.svg Workflowhttps://kubernetes.io/images/docs/kubectl_drain.svg`,
  examples: `# Drain node "foo", even if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set on it
kubectl drain foo --force

# As above, but abort if there are pods not managed by a replication controller, replica set, job, daemon set, or stateful set, and use a grace period of 15 minutes
kubectl drain foo --grace-period=900`,
  usage: 'kubectl drain NODE [options]',
  flags: [
    CHUNK_SIZE,
    flag(
      '--delete-emptydir-data',
      'bool',
      'false',
      'Continue even if there are pods using emptyDir (local data that will be deleted when the node is drained).',
      'emptyDir를 쓰는 파드가 있어도 진행(데이터는 지워짐)',
    ),
    flag(
      '--disable-eviction',
      'bool',
      'false',
      'Force drain to use delete, even if eviction is supported. This will bypass checking PodDisruptionBudgets, use with caution.',
      '축출 대신 삭제를 사용',
    ),
    DRY_RUN,
    flag(
      '--force',
      'bool',
      'false',
      'Continue even if there are pods that do not declare a controller.',
      '우아한 종료를 건너뛰고 강제로 진행',
    ),
    flag(
      '--grace-period',
      'int',
      '-1',
      'Period of time in seconds given to each pod to terminate gracefully. If negative, the default value specified in the pod will be used.',
      '우아하게 끝날 때까지 줄 시간(초)',
    ),
    flag('--ignore-daemonsets', 'bool', 'false', 'Ignore DaemonSet-managed pods.', '데몬셋이 관리하는 파드를 무시'),
    flag(
      '--pod-selector',
      'string',
      '',
      'Label selector to filter pods on the node',
      '노드의 파드를 거를 레이블 셀렉터',
    ),
    SELECTOR,
    flag(
      '--skip-wait-for-delete-timeout',
      'int',
      '0',
      'If pod DeletionTimestamp older than N seconds, skip waiting for the pod.  Seconds must be greater than 0 to skip.',
      '삭제 시각이 N초보다 오래된 파드는 기다리지 않음',
    ),
    flag(
      '--timeout',
      'duration',
      '0s',
      'The length of time to wait before giving up, zero means infinite',
      '포기하기 전까지 기다릴 시간',
    ),
  ],
});
