import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from './shared-flags';

/** `kubectl edit`. */
export const EDIT = command({
  name: 'edit',
  words: { en: 'Edit a resource on the server', ko: '서버의 리소스를 편집기로 고칩니다' },
  long: `Edit a resource from the default editor.

 The edit command allows you to directly edit any API resource you can retrieve via the command-line tools. It will open the editor defined by your KUBE_EDITOR, or EDITOR environment variables, or fall back to 'vi' for Linux or 'notepad' for Windows. When attempting to open the editor, it will first attempt to use the shell that has been defined in the 'SHELL' environment variable. If this is not defined, the default shell will be used, which is '/bin/bash' for Linux or 'cmd' for Windows.

 You can edit multiple objects, although changes are applied one at a time. The command accepts file names as well as command-line arguments, although the files you point to must be previously saved versions of resources.

 Editing is done with the API version used to fetch the resource. To edit using a specific API version, fully-qualify the resource, version, and group.

 The default format is YAML. To edit in JSON, specify "-o json".

 The flag --windows-line-endings can be used to force Windows line endings, otherwise the default for your operating system will be used.

 In the event an error occurs while updating, a temporary file will be created on disk that contains your unapplied changes. The most common error when updating a resource is another editor changing the resource on the server. When this occurs, you will have to apply your changes to the newer version of the resource, or update your temporary saved copy to include the latest resource version.`,
  examples: `# Edit the service named 'registry'
kubectl edit svc/registry

# Use an alternative editor
KUBE_EDITOR="nano" kubectl edit svc/registry

# Edit the job 'myjob' in JSON using the v1 API format
kubectl edit job.v1.batch/myjob -o json

# Edit the deployment 'mydeployment' in YAML and save the modified config in its annotation
kubectl edit deployment/mydeployment -o yaml --save-config

# Edit the 'status' subresource for the 'mydeployment' deployment
kubectl edit deployment mydeployment --subresource='status'`,
  usage: 'kubectl edit (RESOURCE/NAME | -f FILENAME) [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--field-manager',
      'string',
      'kubectl-edit',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files to use to edit the resource',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    OUTPUT,
    flag('--output-patch', 'bool', 'false', 'Output the patch if the resource is edited.', '편집한 뒤 패치를 출력'),
    RECURSIVE,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    flag(
      '--subresource',
      'string',
      '',
      'If specified, edit will operate on the subresource of the requested object.',
      '대상 하위 리소스',
    ),
    TEMPLATE,
    VALIDATE,
    flag(
      '--windows-line-endings',
      'bool',
      'false',
      'Defaults to the line ending native to your platform.',
      '윈도우식 줄 끝을 사용',
    ),
  ],
});
