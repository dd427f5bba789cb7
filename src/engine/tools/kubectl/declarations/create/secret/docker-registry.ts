import { command, flag } from '../../../args/declare';
import {
  ALLOW_MISSING_TEMPLATE_KEYS,
  APPEND_HASH,
  DRY_RUN,
  FIELD_MANAGER,
  OUTPUT,
  SAVE_CONFIG,
  SHOW_MANAGED_FIELDS,
  TEMPLATE,
  VALIDATE,
} from '../../shared-flags';

/** `kubectl create secret docker-registry`. */
export const CREATE_SECRET_DOCKER_REGISTRY = command({
  name: 'docker-registry',
  words: { en: 'Create a secret for use with a Docker registry', ko: '도커 레지스트리용 시크릿을 만듭니다' },
  long: `Create a new secret for use with Docker registries.
        
        Dockercfg secrets are used to authenticate against Docker registries.
        
        When using the Docker command line to push images, you can authenticate to a given registry by running:
        '$ docker login DOCKER_REGISTRY_SERVER --username=DOCKER_USER --password=DOCKER_PASSWORD --email=DOCKER_EMAIL'.
        
 That produces a ~/.dockercfg file that is used by subsequent 'docker push' and 'docker pull' commands to authenticate to the registry. The email address is optional.

        When creating applications, you may have a Docker registry that requires authentication.  In order for the
        nodes to pull images on your behalf, they must have the credentials.  You can provide this information
        by creating a dockercfg secret and attaching it to your service account.`,
  examples: `# If you do not already have a .dockercfg file, create a dockercfg secret directly
kubectl create secret docker-registry my-secret --docker-server=DOCKER_REGISTRY_SERVER --docker-username=DOCKER_USER --docker-password=DOCKER_PASSWORD --docker-email=DOCKER_EMAIL

# Create a new secret named my-secret from ~/.docker/config.json
kubectl create secret docker-registry my-secret --from-file=path/to/.docker/config.json`,
  usage:
    'kubectl create secret docker-registry NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] [--from-file=[key=]source] [--dry-run=server|client|none] [options]',
  flags: [
    ALLOW_MISSING_TEMPLATE_KEYS,
    APPEND_HASH,
    flag('--docker-email', 'string', '', 'Email for Docker registry', '도커 레지스트리의 이메일'),
    flag(
      '--docker-password',
      'string',
      '',
      'Password for Docker registry authentication',
      '도커 레지스트리의 비밀번호',
    ),
    flag(
      '--docker-server',
      'string',
      'https://index.docker.io/v1/',
      'Server location for Docker registry',
      '도커 레지스트리의 주소',
    ),
    flag(
      '--docker-username',
      'string',
      '',
      'Username for Docker registry authentication',
      '도커 레지스트리의 사용자 이름',
    ),
    DRY_RUN,
    FIELD_MANAGER,
    flag(
      '--from-file',
      'list',
      '[]',
      'Key files can be specified using their file path, in which case a default name of .dockerconfigjson will be given to them, or optionally with a name and file path, in which case the given name will be used. Specifying a directory will iterate each named file in the directory that is a valid secret key. For this command, the key should always be .dockerconfigjson.',
      '파일이나 디렉터리의 내용을 키로 넣음',
    ),
    OUTPUT,
    SAVE_CONFIG,
    SHOW_MANAGED_FIELDS,
    TEMPLATE,
    VALIDATE,
  ],
});
