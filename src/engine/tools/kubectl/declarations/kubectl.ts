import { command } from '../args/declare';
import { CREATE } from './create/create';
import { EXPOSE } from './expose';
import { RUN } from './run';
import { SET } from './set/set';
import { EXPLAIN } from './explain';
import { GET } from './get';
import { EDIT } from './edit';
import { DELETE } from './delete';
import { ROLLOUT } from './rollout/rollout';
import { SCALE } from './scale';
import { AUTOSCALE } from './autoscale';
import { CERTIFICATE } from './certificate/certificate';
import { CLUSTER_INFO } from './cluster-info/cluster-info';
import { TOP } from './top/top';
import { CORDON } from './cordon';
import { UNCORDON } from './uncordon';
import { DRAIN } from './drain';
import { TAINT } from './taint';
import { DESCRIBE } from './describe';
import { LOGS } from './logs';
import { ATTACH } from './attach';
import { EXEC } from './exec';
import { PORT_FORWARD } from './port-forward';
import { PROXY } from './proxy';
import { CP } from './cp';
import { AUTH } from './auth/auth';
import { DEBUG } from './debug';
import { EVENTS } from './events';
import { DIFF } from './diff';
import { APPLY } from './apply/apply';
import { PATCH } from './patch';
import { REPLACE } from './replace';
import { WAIT } from './wait';
import { KUSTOMIZE } from './kustomize';
import { LABEL } from './label';
import { ANNOTATE } from './annotate';
import { COMPLETION } from './completion';
import { ALPHA } from './alpha/alpha';
import { API_RESOURCES } from './api-resources';
import { API_VERSIONS } from './api-versions';
import { CONFIG } from './config/config';
import { PLUGIN } from './plugin/plugin';
import { VERSION } from './version';

/** Every command of kubectl v1.35.2. */
export const KUBECTL = command({
  name: 'kubectl',
  words: { en: 'kubectl controls the Kubernetes cluster manager', ko: 'Kubernetes 클러스터를 다루는 명령입니다' },
  long: `kubectl controls the Kubernetes cluster manager.

 Find more information at: https://kubernetes.io/docs/reference/kubectl/`,
  usage: 'kubectl [flags] [options]',
  flags: [],
  groups: [
    ['Basic Commands (Beginner):', ['create', 'expose', 'run', 'set']],
    ['Basic Commands (Intermediate):', ['explain', 'get', 'edit', 'delete']],
    ['Deploy Commands:', ['rollout', 'scale', 'autoscale']],
    ['Cluster Management Commands:', ['certificate', 'cluster-info', 'top', 'cordon', 'uncordon', 'drain', 'taint']],
    [
      'Troubleshooting and Debugging Commands:',
      ['describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events'],
    ],
    ['Advanced Commands:', ['diff', 'apply', 'patch', 'replace', 'wait', 'kustomize']],
    ['Settings Commands:', ['label', 'annotate', 'completion']],
    ['Subcommands provided by plugins:', []],
    ['Other Commands:', ['alpha', 'api-resources', 'api-versions', 'config', 'plugin', 'version']],
  ],
  commands: [
    CREATE,
    EXPOSE,
    RUN,
    SET,
    EXPLAIN,
    GET,
    EDIT,
    DELETE,
    ROLLOUT,
    SCALE,
    AUTOSCALE,
    CERTIFICATE,
    CLUSTER_INFO,
    TOP,
    CORDON,
    UNCORDON,
    DRAIN,
    TAINT,
    DESCRIBE,
    LOGS,
    ATTACH,
    EXEC,
    PORT_FORWARD,
    PROXY,
    CP,
    AUTH,
    DEBUG,
    EVENTS,
    DIFF,
    APPLY,
    PATCH,
    REPLACE,
    WAIT,
    KUSTOMIZE,
    LABEL,
    ANNOTATE,
    COMPLETION,
    ALPHA,
    API_RESOURCES,
    API_VERSIONS,
    CONFIG,
    PLUGIN,
    VERSION,
  ],
});
