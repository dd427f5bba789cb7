import { command, flag } from '../../args/declare';
import { ALLOW_MISSING_TEMPLATE_KEYS, OUTPUT, SHOW_MANAGED_FIELDS, TEMPLATE } from '../shared-flags';

/** `kubectl create token`. */
export const CREATE_TOKEN = command({
  name: 'token',
  words: { en: 'Request a service account token', ko: '서비스 어카운트 토큰을 요청합니다' },
  long: 'Request a service account token.',
  examples: `# Request a token to authenticate to the kube-apiserver as the service account "myapp" in the current namespace
kubectl create token myapp

# Request a token for a service account in a custom namespace
kubectl create token myapp --namespace myns

# Request a token with a custom expiration
kubectl create token myapp --duration 10m

# Request a token with a custom audience
kubectl create token myapp --audience https://example.com

# Request a token bound to an instance of a Secret object
kubectl create token myapp --bound-object-kind Secret --bound-object-name mysecret

# Request a token bound to an instance of a Secret object with a specific UID
kubectl create token myapp --bound-object-kind Secret --bound-object-name mysecret --bound-object-uid 0d4691ed-659b-4935-a832-355f77ee47cc`,
  usage: 'kubectl create token SERVICE_ACCOUNT_NAME [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    flag(
      '--audience',
      'array',
      '[]',
      'Audience of the requested token. If unset, defaults to requesting a token for use with the Kubernetes API server. May be repeated to request a token valid for multiple audiences.',
      '요청할 토큰의 수신자',
    ),
    flag(
      '--bound-object-kind',
      'string',
      '',
      'Kind of an object to bind the token to. Supported kinds are Node, Pod, Secret. If set, --bound-object-name must be provided.',
      '토큰을 묶을 오브젝트의 종류',
    ),
    flag(
      '--bound-object-name',
      'string',
      '',
      'Name of an object to bind the token to. The token will expire when the object is deleted. Requires --bound-object-kind.',
      '토큰을 묶을 오브젝트의 이름',
    ),
    flag(
      '--bound-object-uid',
      'string',
      '',
      'UID of an object to bind the token to. Requires --bound-object-kind and --bound-object-name. If unset, the UID of the existing object is used.',
      '토큰을 묶을 오브젝트의 UID',
    ),
    flag(
      '--duration',
      'duration',
      '0s',
      'Requested lifetime of the issued token. If not set or if set to 0, the lifetime will be determined by the server automatically. The server may return a token with a longer or shorter lifetime.',
      '토큰의 수명',
    ),
    OUTPUT,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
  ],
});
