import { command } from '../../../args/declare';
import { CREATE_SERVICE_CLUSTERIP } from './clusterip';
import { CREATE_SERVICE_EXTERNALNAME } from './externalname';
import { CREATE_SERVICE_LOADBALANCER } from './loadbalancer';
import { CREATE_SERVICE_NODEPORT } from './nodeport';

/** `kubectl create service`. */
export const CREATE_SERVICE = command({
  name: 'service',
  aliases: ['svc'],
  words: { en: 'Create a service using a specified subcommand', ko: '정해진 방식으로 서비스를 만듭니다' },
  long: 'Create a service using a specified subcommand.',
  usage: 'kubectl create service [flags] [options]',
  flags: [],
  commands: [
    CREATE_SERVICE_CLUSTERIP,
    CREATE_SERVICE_EXTERNALNAME,
    CREATE_SERVICE_LOADBALANCER,
    CREATE_SERVICE_NODEPORT,
  ],
});
