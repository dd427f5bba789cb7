import { command, flag } from '../../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  APPEND_HASH,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../../shared-flags';

/** `kubectl create secret generic`. */
export const CREATE_SECRET_GENERIC = command({
  name: 'generic',
  words: {
    en: 'Create a secret from a local file, directory, or literal value',
    ko: '파일, 디렉터리, 리터럴 값으로 시크릿을 만듭니다',
  },
  long: `Create a secret based on a file, directory, or specified literal value.

 A single secret may package one or more key/value pairs.

 When creating a secret based on a file, the key will default to the basename of the file, and the value will default to the file content. If the basename is an invalid key or you wish to chose your own, you may specify an alternate key.

 When creating a secret based on a directory, each file whose basename is a valid key in the directory will be packaged into the secret. Any directory entries except regular files are ignored (e.g. subdirectories, symlinks, devices, pipes, etc).`,
  examples: `# Create a new secret named my-secret with keys for each file in folder bar
kubectl create secret generic my-secret --from-file=path/to/bar

# Create a new secret named my-secret with specified keys instead of names on disk
kubectl create secret generic my-secret --from-file=ssh-privatekey=path/to/id_rsa --from-file=ssh-publickey=path/to/id_rsa.pub

# Create a new secret named my-secret with key1=supersecret and key2=topsecret
kubectl create secret generic my-secret --from-literal=key1=supersecret --from-literal=key2=topsecret

# Create a new secret named my-secret using a combination of a file and a literal
kubectl create secret generic my-secret --from-file=ssh-privatekey=path/to/id_rsa --from-literal=passphrase=topsecret

# Create a new secret named my-secret from env files
kubectl create secret generic my-secret --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  usage:
    'kubectl create secret generic NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    APPEND_HASH,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--from-env-file',
      'list',
      '[]',
      'Specify the path to a file to read lines of key=val pairs to create a secret.',
      '키=값 줄이 있는 파일에서 만듦',
    ),
    flag(
      '--from-file',
      'list',
      '[]',
      'Key files can be specified using their file path, in which case a default name will be given to them, or optionally with a name and file path, in which case the given name will be used.  Specifying a directory will iterate each named file in the directory that is a valid secret key.',
      '파일이나 디렉터리의 내용을 키로 넣음',
    ),
    flag(
      '--from-literal',
      'array',
      '[]',
      'Specify a key and literal value to insert in secret (i.e. mykey=somevalue)',
      '키=값을 직접 넣음',
    ),
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag('--type', 'string', '', 'The type of secret to create', '종류'),
    VALIDATE,
  ],
});
