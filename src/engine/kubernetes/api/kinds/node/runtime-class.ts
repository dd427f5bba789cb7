import type { RuntimeClass } from 'kubernetes-types/node/v1';
import type { FieldError } from '../../field-error';
import { AGE_COLUMN, NAME_COLUMN } from '../../tables/cells';
import { invalid, invalidEach } from '../../validation/field-errors';
import { dnsLabel } from '../../validation/names';
import { column, declareKind } from '../declare';
import type { KindObject } from '../kind-object';

export type RuntimeClassObject = KindObject<RuntimeClass>;

/** pkg/apis/node/validation: ValidateRuntimeClass. */
const validate = ({ handler = '' }: RuntimeClassObject): FieldError[] =>
  invalidEach('handler', handler, dnsLabel(handler));

export const runtimeClass = declareKind<RuntimeClassObject>('node.k8s.io/v1', 'RuntimeClass', 'runtimeclasses', {
  namespaced: false,
  strategy: {
    validate,
    validateUpdate: (next, old) =>
      next.handler === old.handler ? [] : [invalid('handler', next.handler ?? '', 'field is immutable')],
  },
  columns: [
    NAME_COLUMN,
    column(
      'Handler',
      'handler specifies the underlying runtime and configuration that the CRI implementation will use to handle pods of this class. The possible values are specific to the node & CRI configuration.  It is assumed that all handlers are available on every node, and handlers of the same name are equivalent on every node. For example, a handler called "runc" might specify that the runc OCI runtime (using native Linux containers) will be used to run the containers in a pod. The Handler must be lowercase, conform to the DNS Label (RFC 1123) requirements, and is immutable.',
      ({ handler }) => handler ?? '',
    ),
    AGE_COLUMN,
  ],
});
