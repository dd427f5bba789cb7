import { command } from '../args/declare';

/** `kubectl api-versions`. */
export const API_VERSIONS = command({
  name: 'api-versions',
  words: {
    en: 'Print the supported API versions on the server, in the form of "group/version"',
    ko: '서버가 지원하는 API 버전을 "group/version" 형식으로 출력합니다',
  },
  long: 'Print the supported API versions on the server, in the form of "group/version".',
  examples: `# Print the supported API versions
kubectl api-versions`,
  usage: 'kubectl api-versions [options]',
  flags: [],
});
