import { command } from '../../args/declare';
import { CONFIG_CURRENT_CONTEXT } from './current-context';
import { CONFIG_DELETE_CLUSTER } from './delete-cluster';
import { CONFIG_DELETE_CONTEXT } from './delete-context';
import { CONFIG_DELETE_USER } from './delete-user';
import { CONFIG_GET_CLUSTERS } from './get-clusters';
import { CONFIG_GET_CONTEXTS } from './get-contexts';
import { CONFIG_GET_USERS } from './get-users';
import { CONFIG_RENAME_CONTEXT } from './rename-context';
import { CONFIG_SET } from './set';
import { CONFIG_SET_CLUSTER } from './set-cluster';
import { CONFIG_SET_CONTEXT } from './set-context';
import { CONFIG_SET_CREDENTIALS } from './set-credentials';
import { CONFIG_UNSET } from './unset';
import { CONFIG_USE_CONTEXT } from './use-context';
import { CONFIG_VIEW } from './view';

/** `kubectl config`. */
export const CONFIG = command({
  name: 'config',
  words: { en: 'Modify kubeconfig files', ko: 'kubeconfig 파일을 바꿉니다' },
  long: `Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".

 The loading order follows these rules:

  1.  If the --kubeconfig flag is set, then only that file is loaded. The flag may only be set once and no merging takes place.
  2.  If $KUBECONFIG environment variable is set, then it is used as a list of paths (normal path delimiting rules for your system). These paths are merged. When a value is modified, it is modified in the file that defines the stanza. When a value is created, it is created in the first file that exists. If no files in the chain exist, then it creates the last file in the list.
  3.  Otherwise, \${HOME}/.kube/config is used and no merging takes place.`,
  usage: 'kubectl config SUBCOMMAND [options]',
  flags: [],
  commands: [
    CONFIG_CURRENT_CONTEXT,
    CONFIG_DELETE_CLUSTER,
    CONFIG_DELETE_CONTEXT,
    CONFIG_DELETE_USER,
    CONFIG_GET_CLUSTERS,
    CONFIG_GET_CONTEXTS,
    CONFIG_GET_USERS,
    CONFIG_RENAME_CONTEXT,
    CONFIG_SET,
    CONFIG_SET_CLUSTER,
    CONFIG_SET_CONTEXT,
    CONFIG_SET_CREDENTIALS,
    CONFIG_UNSET,
    CONFIG_USE_CONTEXT,
    CONFIG_VIEW,
  ],
});
