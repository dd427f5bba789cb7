import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from '../shared-flags';

/** `kubectl auth reconcile`. */
export const AUTH_RECONCILE = command({
  name: 'reconcile',
  words: {
    en: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
    ko: 'RBAC 오브젝트의 규칙을 맞춥니다',
  },
  long: `Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects.

 Missing objects are created, and the containing namespace is created for namespaced objects, if required.

 Existing roles are updated to include the permissions in the input objects, and remove extra permissions if --remove-extra-permissions is specified.

 Existing bindings are updated to include the subjects in the input objects, and remove extra subjects if --remove-extra-subjects is specified.

 This is preferred to 'apply' for RBAC resources so that semantically-aware merging of rules and subjects is done.`,
  examples: `# Reconcile RBAC resources from a file
kubectl auth reconcile -f my-rbac-rules.yaml`,
  usage: 'kubectl auth reconcile -f FILENAME [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files identifying the resource to reconcile.',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    OUTPUT,
    RECURSIVE,
    flag(
      '--remove-extra-permissions',
      'bool',
      'false',
      'If true, removes extra permissions added to roles',
      '롤에 더 있는 권한을 지움',
    ),
    flag(
      '--remove-extra-subjects',
      'bool',
      'false',
      'If true, removes extra subjects added to rolebindings',
      '롤 바인딩에 더 있는 대상을 지움',
    ),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
