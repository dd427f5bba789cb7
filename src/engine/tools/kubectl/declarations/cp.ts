import { command, flag } from '../args/declare';
import { CONTAINER } from './shared-flags';

/** `kubectl cp`. */
export const CP = command({
  name: 'cp',
  words: {
    en: 'Copy files and directories to and from containers',
    ko: '파일과 디렉터리를 컨테이너와 주고받으며 복사합니다',
  },
  long: 'Copy files and directories to and from containers.',
  examples: `# !!!Important Note!!!
# Requires that the 'tar' binary is present in your container
# image.  If 'tar' is not present, 'kubectl cp' will fail.
#
# For advanced use cases, such as symlinks, wildcard expansion or
# file mode preservation, consider using 'kubectl exec'.

# Copy /tmp/foo local file to /tmp/bar in a remote pod in namespace <some-namespace>
tar cf - /tmp/foo | kubectl exec -i -n <some-namespace> <some-pod> -- tar xf - -C /tmp/bar

# Copy /tmp/foo from a remote pod to /tmp/bar locally
kubectl exec -n <some-namespace> <some-pod> -- tar cf - /tmp/foo | tar xf - -C /tmp/bar

# Copy /tmp/foo_dir local directory to /tmp/bar_dir in a remote pod in the default namespace
kubectl cp /tmp/foo_dir <some-pod>:/tmp/bar_dir

# Copy /tmp/foo local file to /tmp/bar in a remote pod in a specific container
kubectl cp /tmp/foo <some-pod>:/tmp/bar -c <specific-container>

# Copy /tmp/foo local file to /tmp/bar in a remote pod in namespace <some-namespace>
kubectl cp /tmp/foo <some-namespace>/<some-pod>:/tmp/bar

# Copy /tmp/foo from a remote pod to /tmp/bar locally
kubectl cp <some-namespace>/<some-pod>:/tmp/foo /tmp/bar`,
  usage: 'kubectl cp <file-spec-src> <file-spec-dest> [options]',
  flags: [
    CONTAINER,
    flag(
      '--no-preserve',
      'bool',
      'false',
      "The copied file/directory's ownership and permissions will not be preserved in the container",
      '복사할 때 소유권과 권한을 유지하지 않음',
    ),
    flag(
      '--retries',
      'int',
      '0',
      'Set number of retries to complete a copy operation from a container. Specify 0 to disable or any negative value for infinite retrying. The default is 0 (no retry).',
      '복사를 다시 시도할 횟수',
    ),
  ],
});
