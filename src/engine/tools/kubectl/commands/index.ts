import type { Run } from '../invocation';
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
import { createService } from './create/service';
import { createCronJob, createDeployment, createJob } from './create/workloads';
import { runExpose } from './expose';
import { runGet } from './get/get';
import { runRun } from './run';
import { runVersion } from './version';

/** What each command does, by its path. */
export const RUNS: ReadonlyMap<string, Run> = new Map<string, Run>(
  Object.entries<Run>({
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
    expose: runExpose,
    get: runGet,
    'plugin list': runPluginList,
    run: runRun,
    version: runVersion,
  }).map(([path, run]) => [`kubectl ${path}`, run]),
);
