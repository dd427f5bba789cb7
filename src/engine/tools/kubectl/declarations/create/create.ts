import { command, flag } from '../../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SAVE_CONFIG,
  SELECTOR,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../shared-flags';
import { CREATE_CLUSTERROLE } from './clusterrole';
import { CREATE_CLUSTERROLEBINDING } from './clusterrolebinding';
import { CREATE_CONFIGMAP } from './configmap';
import { CREATE_CRONJOB } from './cronjob';
import { CREATE_DEPLOYMENT } from './deployment';
import { CREATE_INGRESS } from './ingress';
import { CREATE_JOB } from './job';
import { CREATE_NAMESPACE } from './namespace';
import { CREATE_PODDISRUPTIONBUDGET } from './poddisruptionbudget';
import { CREATE_PRIORITYCLASS } from './priorityclass';
import { CREATE_QUOTA } from './quota';
import { CREATE_ROLE } from './role';
import { CREATE_ROLEBINDING } from './rolebinding';
import { CREATE_SECRET } from './secret/secret';
import { CREATE_SERVICE } from './service/service';
import { CREATE_SERVICEACCOUNT } from './serviceaccount';
import { CREATE_TOKEN } from './token';

/** `kubectl create`. */
export const CREATE = command({
  name: 'create',
  words: { en: 'Create a resource from a file or from stdin', ko: '파일이나 표준 입력에서 리소스를 만듭니다' },
  long: `Create a resource from a file or from stdin.

 JSON and YAML formats are accepted.`,
  examples: `# Create a pod using the data in pod.json
kubectl create -f ./pod.json

# Create a pod based on the JSON passed into stdin
cat pod.json | kubectl create -f -

# Edit the data in registry.yaml in JSON then create the resource using the edited data
kubectl create -f registry.yaml --edit -o json`,
  usage: 'kubectl create -f FILENAME [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    flag('--edit', 'bool', 'false', 'Edit the API resource before creating', '만들기 전에 편집함'),
    FIELD_MANAGER,
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files to use to create the resource',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    OUTPUT,
    flag(
      '--raw',
      'string',
      '',
      'Raw URI to POST to the server.  Uses the transport specified by the kubeconfig file.',
      '서버에 직접 요청할 URI 또는 원본 출력',
    ),
    RECURSIVE,
    SAVE_CONFIG,
    SELECTOR,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
    flag(
      '--windows-line-endings',
      'bool',
      'false',
      'Only relevant if --edit=true. Defaults to the line ending native to your platform.',
      '윈도우식 줄 끝을 사용',
    ),
  ],
  commands: [
    CREATE_CLUSTERROLE,
    CREATE_CLUSTERROLEBINDING,
    CREATE_CONFIGMAP,
    CREATE_CRONJOB,
    CREATE_DEPLOYMENT,
    CREATE_INGRESS,
    CREATE_JOB,
    CREATE_NAMESPACE,
    CREATE_PODDISRUPTIONBUDGET,
    CREATE_PRIORITYCLASS,
    CREATE_QUOTA,
    CREATE_ROLE,
    CREATE_ROLEBINDING,
    CREATE_SECRET,
    CREATE_SERVICE,
    CREATE_SERVICEACCOUNT,
    CREATE_TOKEN,
  ],
});
