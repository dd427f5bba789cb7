import type { PodTemplate } from 'kubernetes-types/core/v1';
import type { FieldError } from '../../field-error';
import type { KubeObject } from '../../object';
import { containerColumns, labelsText, NAME_COLUMN } from '../../tables/cells';
import { column, declareKind } from '../declare';
import { fillIn, changeField } from '../fill-in';
import type { KindObject } from '../kind-object';
import { defaultPodTemplate } from '../pod-spec/defaults';
import type { PodTemplateSpec } from '../pod-spec/types';
import { validatePodTemplate } from '../pod-spec/validate-pod-spec';

export type PodTemplateObject = Omit<KindObject<PodTemplate>, 'template'> &
  KubeObject & { readonly template?: PodTemplateSpec };

const validate = ({ template = {} }: PodTemplateObject): readonly FieldError[] =>
  validatePodTemplate(template, 'template');

export const podTemplate = declareKind<PodTemplateObject>('v1', 'PodTemplate', 'podtemplates', {
  generation: true,
  strategy: {
    defaults: (object) => changeField(fillIn(object, { template: {} }), 'template', defaultPodTemplate),
    validate,
    validateUpdate: validate,
  },
  columns: [
    NAME_COLUMN,
    ...containerColumns<PodTemplateObject>(({ template }) => template, 0),
    column('Pod Labels', 'The labels for the pod template.', ({ template }) => labelsText(template?.metadata?.labels)),
  ],
});
