import { command, flag } from '../args/declare';
import { CONTAINER, POD_RUNNING_TIMEOUT } from './shared-flags';

/** `kubectl exec`. */
export const EXEC = command({
  name: 'exec',
  words: { en: 'Execute a command in a container', ko: '컨테이너 안에서 명령을 실행합니다' },
  long: 'Execute a command in a container.',
  examples: `# Get output from running the 'date' command from pod mypod, using the first container by default
kubectl exec mypod -- date

# Get output from running the 'date' command in ruby-container from pod mypod
kubectl exec mypod -c ruby-container -- date

# Switch to raw terminal mode; sends stdin to 'bash' in ruby-container from pod mypod
# and sends stdout/stderr from 'bash' back to the client
kubectl exec mypod -c ruby-container -i -t -- bash -il

# List contents of /usr from the first container of pod mypod and sort by modification time
# If the command you want to execute in the pod has any flags in common (e.g. -i),
# you must use two dashes (--) to separate your command's flags/arguments
# Also note, do not surround your command and its flags/arguments with quotes
# unless that is how you would execute it normally (i.e., do ls -t /usr, not "ls -t /usr")
kubectl exec mypod -i -t -- ls -t /usr

# Get output from running 'date' command from the first pod of the deployment mydeployment, using the first container by default
kubectl exec deploy/mydeployment -- date

# Get output from running 'date' command from the first pod of the service myservice, using the first container by default
kubectl exec svc/myservice -- date`,
  usage: 'kubectl exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]',
  flags: [
    CONTAINER,
    flag('-f --filename', 'list', '[]', 'to use to exec into the resource', '리소스가 있는 파일, 디렉터리, URL'),
    POD_RUNNING_TIMEOUT,
    flag('-q --quiet', 'bool', 'false', 'Only print output from the remote session', '안내 출력을 줄임'),
    flag('-i --stdin', 'bool', 'false', 'Pass stdin to the container', '컨테이너에 표준 입력을 넘김'),
    flag('-t --tty', 'bool', 'false', 'Stdin is a TTY', 'TTY를 할당'),
  ],
});
