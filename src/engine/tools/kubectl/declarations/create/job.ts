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

/** `kubectl create job`. */
export const CREATE_JOB = command({
  name: 'job',
  words: { en: 'Create a job with the specified name', ko: '잡을 만듭니다' },
  long: 'Create a job with the specified name.',
  examples: `# Create a job
kubectl create job my-job --image=busybox

# Create a job with a command
kubectl create job my-job --image=busybox -- date

# Create a job from a cron job named "a-cronjob"
kubectl create job test-job --from=cronjob/a-cronjob`,
  usage: 'kubectl create job NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--from',
      'string',
      '',
      'The name of the resource to create a Job from (only CronJob is supported).',
      '원본이 되는 리소스',
    ),
    flag('--image', 'string', '', 'Image name to run.', '컨테이너 이미지'),
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
