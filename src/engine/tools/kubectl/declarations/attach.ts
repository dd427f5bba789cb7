import { command, flag } from '../args/declare';
import { CONTAINER, POD_RUNNING_TIMEOUT } from './shared-flags';

/** `kubectl attach`. */
export const ATTACH = command({
  name: 'attach',
  words: { en: 'Attach to a running container', ko: '실행 중인 컨테이너에 붙습니다' },
  long: 'Attach to a process that is already running inside an existing container.',
  examples: `# Get output from running pod mypod; use the 'kubectl.kubernetes.io/default-container' annotation
# for selecting the container to be attached or the first container in the pod will be chosen
kubectl attach mypod

# Get output from ruby-container from pod mypod
kubectl attach mypod -c ruby-container

# Switch to raw terminal mode; sends stdin to 'bash' in ruby-container from pod mypod
# and sends stdout/stderr from 'bash' back to the client
kubectl attach mypod -c ruby-container -i -t

# Get output from the first pod of a replica set named nginx
kubectl attach rs/nginx`,
  usage: 'kubectl attach (POD | TYPE/NAME) -c CONTAINER [options]',
  flags: [
    CONTAINER,
    POD_RUNNING_TIMEOUT,
    flag('-q --quiet', 'bool', 'false', 'Only print output from the remote session', '안내 출력을 줄임'),
    flag('-i --stdin', 'bool', 'false', 'Pass stdin to the container', '컨테이너에 표준 입력을 넘김'),
    flag('-t --tty', 'bool', 'false', 'Stdin is a TTY', 'TTY를 할당'),
  ],
});
