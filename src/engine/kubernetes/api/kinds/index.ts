import type { ResourceType } from '../resource-type';
import { deployment } from './apps/deployment';
import { replicaSet } from './apps/replica-set';
import { configMap } from './core/config-map';
import { endpoints } from './core/endpoints';
import { event } from './core/event';
import { namespace } from './core/namespace';
import { node } from './core/node';
import { pod } from './core/pod';
import { secret } from './core/secret';
import { service } from './core/service';
import { serviceAccount } from './core/service-account';

/** Every resource that the API server has by itself, in the order of discovery: by group, then by name. */
export const BUILT_IN_KINDS: readonly ResourceType[] = [
  configMap,
  endpoints,
  event,
  namespace,
  node,
  pod,
  secret,
  serviceAccount,
  service,
  deployment,
  replicaSet,
];
