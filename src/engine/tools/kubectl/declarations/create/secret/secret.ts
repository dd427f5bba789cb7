import { command } from '../../../args/declare';
import { CREATE_SECRET_DOCKER_REGISTRY } from './docker-registry';
import { CREATE_SECRET_GENERIC } from './generic';
import { CREATE_SECRET_TLS } from './tls';

/** `kubectl create secret`. */
export const CREATE_SECRET = command({
  name: 'secret',
  words: { en: 'Create a secret using a specified subcommand', ko: '정해진 방식으로 시크릿을 만듭니다' },
  long: `Create a secret with specified type.

 A docker-registry type secret is for accessing a container registry.

 A generic type secret indicate an Opaque secret type.

 A tls type secret holds TLS certificate and its associated key.`,
  usage: 'kubectl create secret (docker-registry | generic | tls) [options]',
  flags: [],
  commands: [CREATE_SECRET_DOCKER_REGISTRY, CREATE_SECRET_GENERIC, CREATE_SECRET_TLS],
});
