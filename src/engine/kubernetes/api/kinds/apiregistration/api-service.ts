import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { invalid, required } from '../../validation/field-errors';
import { column, declareKind } from '../declare';

/** kube-aggregator, pkg/apis/apiregistration/v1/types.go. */
export type ApiServiceObject = KubeObject & {
  readonly spec?: {
    readonly service?: { readonly namespace?: string; readonly name?: string; readonly port?: number };
    readonly group?: string;
    readonly version?: string;
    readonly groupPriorityMinimum?: number;
    readonly versionPriority?: number;
    readonly insecureSkipTLSVerify?: boolean;
    readonly caBundle?: string;
  };
  readonly status?: {
    readonly conditions?: readonly {
      readonly type?: string;
      readonly status?: string;
      readonly reason?: string;
      readonly message?: string;
      readonly lastTransitionTime?: string;
    }[];
  };
};

/** kube-aggregator, pkg/apis/apiregistration/validation: ValidateAPIService. */
function validate({ metadata, spec = {} }: ApiServiceObject): FieldError[] {
  const errors: FieldError[] = [];
  const { name = '' } = metadata;
  const { group = '', version = '', groupPriorityMinimum: minimum = 0, versionPriority = 0, service } = spec;
  if (name !== `${version}.${group}`) {
    const detail = `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(`${version}.${group}`)}`;
    errors.push(invalid('metadata.name', name, detail));
  }
  if (!version) errors.push(required('spec.version'));
  if (minimum <= 0 || minimum > 20_000) {
    errors.push(invalid('spec.groupPriorityMinimum', minimum, 'must be positive and less than 20000'));
  }
  if (versionPriority <= 0 || versionPriority > 1000) {
    errors.push(invalid('spec.versionPriority', versionPriority, 'must be positive and less than 1000'));
  }
  if (!service) return errors;
  if (!service.namespace) errors.push(required('spec.service.namespace'));
  if (!service.name) errors.push(required('spec.service.name'));
  return errors;
}

/** kube-aggregator, pkg/registry/apiservice/storage.go: ConvertToTable. */
export const apiService = declareKind<ApiServiceObject>('apiregistration.k8s.io/v1', 'APIService', 'apiservices', {
  categories: ['api-extensions'],
  namespaced: false,
  subresources: { status: true },
  strategy: {
    nameRule: 'path-segment',
    defaults: (object) => ({ ...object, spec: object.spec ?? {}, status: object.status ?? {} }),
    prepareForCreate: (object) => ({ ...object, status: {} }),
    validate,
    validateUpdate: validate,
  },
  columns: [
    NAME_COLUMN,
    column('Service', 'The reference to the service that hosts this API endpoint.', ({ spec }) => {
      const { service } = spec ?? {};
      return service ? `${service.namespace ?? ''}/${service.name ?? ''}` : 'Local';
    }),
    column('Available', 'Whether this service is available.', ({ status }) => {
      const condition = (status?.conditions ?? []).find(({ type }) => type === 'Available');
      if (!condition) return 'Unknown';
      return condition.status === 'True' ? 'True' : `${condition.status ?? ''} (${condition.reason ?? ''})`;
    }),
    AGE_COLUMN,
  ],
});
