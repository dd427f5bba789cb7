import { command, flag } from '../args/declare';
import {
  RECORD,
  ALLOW_MISSING_TEMPLATE_KEYS,
  DRY_RUN,
  KUSTOMIZE,
  OUTPUT,
  RECURSIVE,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl autoscale`. */
export const AUTOSCALE = command({
  name: 'autoscale',
  words: {
    en: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
    ko: '디플로이먼트 등을 자동으로 확장하게 합니다',
  },
  long: `Creates an autoscaler that automatically chooses and sets the number of pods that run in a Kubernetes cluster. The command will attempt to use the autoscaling/v2 API first, in case of an error, it will fall back to autoscaling/v1 API.

 Looks up a deployment, replica set, stateful set, or replication controller by name and creates an autoscaler that uses the given resource as a reference. An autoscaler can automatically increase or decrease number of pods deployed within the system as needed.`,
  examples: `# Auto scale a deployment "foo", with the number of pods between 2 and 10, no target CPU utilization specified so a default autoscaling policy will be used
kubectl autoscale deployment foo --min=2 --max=10

# Auto scale a replication controller "foo", with the number of pods between 1 and 5, target CPU utilization at 80%
kubectl autoscale rc foo --max=5 --cpu=80%

# Auto scale a deployment "bar", with the number of pods between 3 and 6, target average CPU of 500m and memory of 200Mi
kubectl autoscale deployment bar --min=3 --max=6 --cpu=500m --memory=200Mi

# Auto scale a deployment "bar", with the number of pods between 2 and 8, target CPU utilization 60% and memory utilization 70%
kubectl autoscale deployment bar --min=3 --max=6 --cpu=60% --memory=70%`,
  usage:
    'kubectl autoscale (-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [options]',
  flags: [
    RECORD,
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--cpu',
      'string',
      '',
      'Target CPU utilization over all the pods. When specified as a percentage (e.g."70%" for 70% of requested CPU) it will target average utilization. When specified as quantity (e.g."500m" for 500 milliCPU) it will target average value. Value without units is treated as a quantity with miliCPU being the unit (e.g."500" is "500m").',
      '모든 파드의 목표 CPU 사용률',
    ),
    flag(
      '--cpu-percent',
      'int',
      '-1',
      "The target average CPU utilization (represented as a percent of requested CPU) over all the pods. If it's not specified or negative, a default autoscaling policy will be used.",
      '모든 파드의 목표 평균 CPU 사용률(요청한 CPU 대비 백분율)',
      {
        hidden: true,
        deprecated:
          "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
      },
    ),
    DRY_RUN,
    flag(
      '--field-manager',
      'string',
      'kubectl-autoscale',
      'Name of the manager used to track field ownership.',
      '필드 소유를 기록할 관리자 이름',
    ),
    flag(
      '-f --filename',
      'list',
      '[]',
      'Filename, directory, or URL to files identifying the resource to autoscale.',
      '리소스가 있는 파일, 디렉터리, URL',
    ),
    KUSTOMIZE,
    flag(
      '--max',
      'int',
      '-1',
      'The upper limit for the number of pods that can be set by the autoscaler. Required.',
      '오토스케일러의 파드 수 상한',
      { required: true },
    ),
    flag(
      '--memory',
      'string',
      '',
      'Target memory utilization over all the pods. When specified  as a percentage (e.g."60%" for 60% of requested memory) it will target average utilization. When specified as quantity (e.g."200Mi" for 200 MiB, "1Gi" for 1 GiB) it will target average value. Value without units is treated as a quantity with mebibytes being the unit (e.g."200" is "200Mi").',
      '모든 파드의 목표 메모리 사용률',
    ),
    flag(
      '--min',
      'int',
      '-1',
      "The lower limit for the number of pods that can be set by the autoscaler. If it's not specified or negative, the server will apply a default value.",
      '오토스케일러의 파드 수 하한',
    ),
    flag(
      '--name',
      'string',
      '',
      'The name for the newly created object. If not specified, the name of the input resource will be used.',
      '새 오브젝트의 이름',
    ),
    OUTPUT,
    RECURSIVE,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
