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

/** `kubectl create cronjob`. */
export const CREATE_CRONJOB = command({
  name: 'cronjob',
  aliases: ['cj'],
  words: { en: 'Create a cron job with the specified name', ko: '크론잡을 만듭니다' },
  long: 'Create a cron job with the specified name.',
  examples: `# Create a cron job
kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *"

# Create a cron job with a command
kubectl create cronjob my-job --image=busybox --schedule="*/1 * * * *" -- date`,
  usage: "kubectl create cronjob NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    DRY_RUN,
    FIELD_MANAGER,
    flag('--image', 'string', '', 'Image name to run.', '컨테이너 이미지', { required: true }),
    OUTPUT,
    flag('--restart', 'string', '', "job's restart policy. supported values: OnFailure, Never", '재시작 정책'),
    SAVE_CONFIG,
    flag('--schedule', 'string', '', 'A schedule in the Cron format the job should be run with.', '크론 형식의 일정', {
      required: true,
    }),
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
