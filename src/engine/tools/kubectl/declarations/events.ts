import { command, flag } from '../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  ALL_NAMESPACES,
  CHUNK_SIZE,
  OUTPUT,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
} from './shared-flags';

/** `kubectl events`. */
export const EVENTS = command({
  name: 'events',
  words: { en: 'List events', ko: '이벤트를 나열합니다' },
  long: `Display events.

 Prints a table of the most important information about events. You can request events for a namespace, for all namespace, or filtered to only those pertaining to a specified resource.`,
  examples: `# List recent events in the default namespace
kubectl events

# List recent events in all namespaces
kubectl events --all-namespaces

# List recent events for the specified pod, then wait for more events and list them as they arrive
kubectl events --for pod/web-pod-13je7 --watch

# List recent events in YAML format
kubectl events -oyaml

# List recent only events of type 'Warning' or 'Normal'
kubectl events --types=Warning,Normal`,
  usage:
    'kubectl events [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [options]',
  flags: [
    ALL_NAMESPACES,
    ALLOW_MISSING_TEMPLATE_KEYS,
    CHUNK_SIZE,
    flag(
      '--for',
      'string',
      '',
      'Filter events to only those pertaining to the specified resource.',
      '기다릴 조건이나 이벤트의 대상',
    ),
    flag(
      '--no-headers',
      'bool',
      'false',
      "When using the default output format, don't print headers.",
      '머리글을 출력하지 않음',
    ),
    OUTPUT,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    flag('--types', 'list', '[]', 'Output only events of given types.', '이 종류의 이벤트만 출력'),
    flag(
      '-w --watch',
      'bool',
      'false',
      'After listing the requested events, watch for more events.',
      '변화를 계속 지켜봄',
    ),
  ],
});
