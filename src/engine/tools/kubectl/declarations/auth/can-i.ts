import { command, flag } from '../../args/declare';
import { ALL_NAMESPACES_2 } from '../shared-flags';

/** `kubectl auth can-i`. */
export const AUTH_CAN_I = command({
  name: 'can-i',
  words: { en: 'Check whether an action is allowed', ko: '어떤 동작이 허용되는지 확인합니다' },
  long: `Check whether an action is allowed.

 VERB is a logical Kubernetes API verb like 'get', 'list', 'watch', 'delete', etc. TYPE is a Kubernetes resource. Shortcuts and groups will be resolved. NONRESOURCEURL is a partial URL that starts with "/". NAME is the name of a particular Kubernetes resource. This command pairs nicely with impersonation. See --as global flag.`,
  examples: `# Check to see if I can create pods in any namespace
kubectl auth can-i create pods --all-namespaces

# Check to see if I can list deployments in my current namespace
kubectl auth can-i list deployments.apps

# Check to see if service account "foo" of namespace "dev" can list pods in the namespace "prod"
# You must be allowed to use impersonation for the global option "--as"
kubectl auth can-i list pods --as=system:serviceaccount:dev:foo -n prod

# Check to see if I can do everything in my current namespace ("*" means all)
kubectl auth can-i '*' '*'

# Check to see if I can get the job named "bar" in namespace "foo"
kubectl auth can-i list jobs.batch/bar -n foo

# Check to see if I can read pod logs
kubectl auth can-i get pods --subresource=log

# Check to see if I can access the URL /logs/
kubectl auth can-i get /logs/

# Check to see if I can approve certificates.k8s.io
kubectl auth can-i approve certificates.k8s.io

# List all allowed actions in namespace "foo"
kubectl auth can-i --list --namespace=foo`,
  usage: 'kubectl auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  flags: [
    ALL_NAMESPACES_2,
    flag('--list', 'bool', 'false', 'If true, prints all allowed actions.', '바꾸지 않고 목록으로 보여 줌'),
    flag('--no-headers', 'bool', 'false', 'If true, prints allowed actions without headers', '머리글을 출력하지 않음'),
    flag('-q --quiet', 'bool', 'false', 'If true, suppress output and just return the exit code.', '안내 출력을 줄임'),
    flag('--subresource', 'string', '', 'SubResource such as pod/log or deployment/scale', '대상 하위 리소스'),
  ],
});
