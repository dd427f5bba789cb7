import type { Run } from '../invocation';
import { deciding } from './certificate';
import { runCompletion, runPluginList } from './completion';
import {
  deleteEntry,
  listNames,
  renameContext,
  setCluster,
  setContext,
  setCredentials,
  useContext,
} from './config/entries';
import { setProperty, unsetProperty } from './config/property';
import { currentContext, getContexts, viewConfig } from './config/show';
import {
  createConfigMap,
  createSecretDockerRegistry,
  createSecretGeneric,
  createSecretTls,
} from './create/config-data';
import { createIngress } from './create/ingress';
import {
  createNamespace,
  createPodDisruptionBudget,
  createPriorityClass,
  createQuota,
  createServiceAccount,
} from './create/policies';
import { createClusterRole, createClusterRoleBinding, createRole, createRoleBinding } from './create/rbac';
import { createToken } from './create/token';
import { createService } from './create/service';
import { createCronJob, createDeployment, createJob } from './create/workloads';
import { runExplain } from './explain';
import { runExpose } from './expose';
import { runGet } from './get/get';
import { runKustomize } from './kustomize';
import { runRun } from './run';
import { runCanI, runWhoAmI } from './auth/can-i';
import { runReconcile } from './auth/reconcile';
import { runAutoscale } from './change/autoscale';
import { runAnnotate, runLabel } from './change/label';
import { runPatch } from './change/patch';
import { runReplace } from './change/replace';
import { runScale } from './change/scale';
import { setEnv, setImage, setResources, setSelector, setServiceAccount, setSubject } from './change/set';
import { runDebug } from './debug/debug';
import { runDiff } from './diff';
import { viewLastApplied } from './last-applied';
import { runDescribe } from './describe/describe';
import { runClusterInfo } from './discovery/cluster-info';
import { runDump } from './discovery/dump';
import { runApiResources, runApiVersions } from './discovery/list';
import { runEdit } from './edit';
import { runEvents } from './events';
import { runPortForward } from './forward/port-forward';
import { runApply } from './manifests/apply';
import { runCreate } from './manifests/create';
import { runDelete } from './manifests/delete';
import { cordoning } from './nodes/cordon';
import { runDrain } from './nodes/drain';
import { runTaint } from './nodes/taint';
import { runHistory } from './rollout/history';
import { runPause, runRestart, runResume, runStatus } from './rollout/rollout';
import { runUndo } from './rollout/undo';
import { runProxy } from './proxy/proxy';
import { runAttach } from './streams/attach';
import { runCp } from './streams/cp';
import { runExec } from './streams/exec';
import { runLogs } from './streams/logs';
import { runTopNode, runTopPod } from './top';
import { runWait } from './wait/wait';
import { runVersion } from './version';

/** What each command does, by its path. */
export const RUNS: ReadonlyMap<string, Run> = new Map<string, Run>(
  Object.entries<Run>({
    annotate: runAnnotate,
    'api-resources': runApiResources,
    'api-versions': runApiVersions,
    apply: runApply,
    attach: runAttach,
    'apply view-last-applied': viewLastApplied,
    'auth can-i': runCanI,
    'auth reconcile': runReconcile,
    'auth whoami': runWhoAmI,
    autoscale: runAutoscale,
    'certificate approve': deciding('Approved'),
    'certificate deny': deciding('Denied'),
    'cluster-info': runClusterInfo,
    'cluster-info dump': runDump,
    cordon: cordoning(true),
    cp: runCp,
    create: runCreate,
    debug: runDebug,
    delete: runDelete,
    describe: runDescribe,
    diff: runDiff,
    drain: runDrain,
    edit: runEdit,
    events: runEvents,
    exec: runExec,
    kustomize: runKustomize,
    label: runLabel,
    logs: runLogs,
    patch: runPatch,
    replace: runReplace,
    'rollout history': runHistory,
    'rollout pause': runPause,
    'rollout restart': runRestart,
    'rollout resume': runResume,
    'rollout status': runStatus,
    'rollout undo': runUndo,
    scale: runScale,
    'set env': setEnv,
    'set image': setImage,
    'set resources': setResources,
    'set selector': setSelector,
    'set serviceaccount': setServiceAccount,
    'set subject': setSubject,
    taint: runTaint,
    'top node': runTopNode,
    'top pod': runTopPod,
    uncordon: cordoning(false),
    wait: runWait,
    completion: runCompletion,
    'config current-context': currentContext,
    'config delete-cluster': deleteEntry('clusters', 'cluster'),
    'config delete-context': deleteEntry('contexts', 'context'),
    'config delete-user': deleteEntry('users', 'user'),
    'config get-clusters': listNames('clusters'),
    'config get-contexts': getContexts,
    'config get-users': listNames('users'),
    'config rename-context': renameContext,
    'config set': setProperty,
    'config set-cluster': setCluster,
    'config set-context': setContext,
    'config set-credentials': setCredentials,
    'config unset': unsetProperty,
    'config use-context': useContext,
    'config view': viewConfig,
    'create clusterrole': createClusterRole,
    'create clusterrolebinding': createClusterRoleBinding,
    'create configmap': createConfigMap,
    'create cronjob': createCronJob,
    'create deployment': createDeployment,
    'create ingress': createIngress,
    'create job': createJob,
    'create namespace': createNamespace,
    'create poddisruptionbudget': createPodDisruptionBudget,
    'create priorityclass': createPriorityClass,
    'create quota': createQuota,
    'create role': createRole,
    'create rolebinding': createRoleBinding,
    'create secret docker-registry': createSecretDockerRegistry,
    'create secret generic': createSecretGeneric,
    'create secret tls': createSecretTls,
    'create service clusterip': createService('ClusterIP'),
    'create service externalname': createService('ExternalName'),
    'create service loadbalancer': createService('LoadBalancer'),
    'create service nodeport': createService('NodePort'),
    'create serviceaccount': createServiceAccount,
    'create token': createToken,
    explain: runExplain,
    expose: runExpose,
    get: runGet,
    'plugin list': runPluginList,
    'port-forward': runPortForward,
    proxy: runProxy,
    run: runRun,
    version: runVersion,
  }).map(([path, run]) => [`kubectl ${path}`, run]),
);
