import type { ServiceAccount } from 'kubernetes-types/core/v1';
import type { ResourceType } from '../../resource-type';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import type { KindObject } from '../kind-object';

export type ServiceAccountObject = KindObject<ServiceAccount>;

export const serviceAccount: ResourceType<ServiceAccountObject> = {
  group: '',
  version: 'v1',
  kind: 'ServiceAccount',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  listKind: 'ServiceAccountList',
  shortNames: ['sa'],
  namespaced: true,
  strategy: {},
  columns: [NAME_COLUMN, AGE_COLUMN],
};
