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

/** `kubectl create deployment`. */
export const CREATE_DEPLOYMENT = command({
  name: 'deployment',
  aliases: ['deploy'],
  words: { en: 'Create a deployment with the specified name', ko: '디플로이먼트를 만듭니다' },
  long: 'Create a deployment with the specified name.',
  examples: `# Create a deployment named my-dep that runs the busybox image
kubectl create deployment my-dep --image=busybox

# Create a deployment with a command
kubectl create deployment my-dep --image=busybox -- date

# Create a deployment named my-dep that runs the nginx image with 3 replicas
kubectl create deployment my-dep --image=nginx --replicas=3

# Create a deployment named my-dep that runs the busybox image and expose port 5701
kubectl create deployment my-dep --image=busybox --port=5701

# Create a deployment named my-dep that runs multiple containers
kubectl create deployment my-dep --image=busybox:latest --image=ubuntu:latest --image=nginx`,
  usage: 'kubectl create deployment NAME --image=image -- [COMMAND] [args...] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--image',
      'list',
      '[]',
      'Image names to run. A deployment can have multiple images set for multi-container pod.',
      '컨테이너 이미지',
      { required: true },
    ),
    OUTPUT,
    flag('--port', 'int', '-1', 'The containerPort that this deployment exposes.', '포트'),
    flag('-r --replicas', 'int', '1', 'Number of replicas to create. Default is 1.', '원하는 레플리카 수'),
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
