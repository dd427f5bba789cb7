import { command, flag } from '../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../shared-flags';

/** `kubectl create configmap`. */
export const CREATE_CONFIGMAP = command({
  name: 'configmap',
  aliases: ['cm'],
  words: {
    en: 'Create a config map from a local file, directory or literal value',
    ko: '파일, 디렉터리, 리터럴 값으로 컨피그맵을 만듭니다',
  },
  long: `Create a config map based on a file, directory, or specified literal value.

 A single config map may package one or more key/value pairs.

 When creating a config map based on a file, the key will default to the basename of the file, and the value will default to the file content.  If the basename is an invalid key, you may specify an alternate key.

 When creating a config map based on a directory, each file whose basename is a valid key in the directory will be packaged into the config map.  Any directory entries except regular files are ignored (e.g. subdirectories, symlinks, devices, pipes, etc).`,
  examples: `# Create a new config map named my-config based on folder bar
kubectl create configmap my-config --from-file=path/to/bar

# Create a new config map named my-config with specified keys instead of file basenames on disk
kubectl create configmap my-config --from-file=key1=/path/to/bar/file1.txt --from-file=key2=/path/to/bar/file2.txt

# Create a new config map named my-config with key1=config1 and key2=config2
kubectl create configmap my-config --from-literal=key1=config1 --from-literal=key2=config2

# Create a new config map named my-config from the key=value pairs in the file
kubectl create configmap my-config --from-file=path/to/bar

# Create a new config map named my-config from an env file
kubectl create configmap my-config --from-env-file=path/to/foo.env --from-env-file=path/to/bar.env`,
  usage:
    'kubectl create configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--append-hash',
      'bool',
      'false',
      'Append a hash of the configmap to its name.',
      '이름 뒤에 내용의 해시를 붙임',
    ),
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--from-env-file',
      'list',
      '[]',
      'Specify the path to a file to read lines of key=val pairs to create a configmap.',
      '키=값 줄이 있는 파일에서 만듦',
    ),
    flag(
      '--from-file',
      'list',
      '[]',
      'Key file can be specified using its file path, in which case file basename will be used as configmap key, or optionally with a key and file path, in which case the given key will be used.  Specifying a directory will iterate each named file in the directory whose basename is a valid configmap key.',
      '파일이나 디렉터리의 내용을 키로 넣음',
    ),
    flag(
      '--from-literal',
      'array',
      '[]',
      'Specify a key and literal value to insert in configmap (i.e. mykey=somevalue)',
      '키=값을 직접 넣음',
    ),
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
