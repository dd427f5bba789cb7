import { tags, type ImageDeclaration } from '../image';

const VARIANTS = ['-alpine', '-bookworm', '-alpine3.21', '-alpine3.22', '-trixie', '-oracle', '-debian'];

function store(
  repository: string,
  versions: readonly string[],
  contents: Omit<ReturnType<ImageDeclaration['contents']>, 'base'>,
): ImageDeclaration {
  return {
    repository,
    hasTag: tags({
      versions,
      suffixes: VARIANTS,
      words: ['alpine', 'bookworm', 'lts', 'stable', 'innovation', 'trixie'],
    }),
    contents: (tag) => ({ base: tag.includes('alpine') ? 'alpine' : 'debian', ...contents }),
  };
}

const ENTRYPOINT = '/usr/local/bin/docker-entrypoint.sh';

/** Databases and caches. */
export const DATA_IMAGES: readonly ImageDeclaration[] = [
  store('docker.io/library/redis', ['8', '7', '6', '5', '4', '3'], {
    programs: ['/usr/local/bin/redis-server', '/usr/local/bin/redis-cli', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['redis-server'],
    workingDir: '/data',
    env: [['REDIS_VERSION', '8.4.0']],
    size: 52_000_000,
  }),
  store('docker.io/library/mysql', ['9', '8', '5'], {
    programs: ['mysqld', 'mysql', 'mysqladmin', 'mysqldump', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mysqld'],
    env: [['MYSQL_VERSION', '9.5.0']],
    size: 253_000_000,
  }),
  store('docker.io/library/mariadb', ['12', '11', '10'], {
    programs: ['mariadbd', 'mariadb', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mariadbd'],
    size: 105_000_000,
  }),
  store('docker.io/library/postgres', ['18', '17', '16', '15', '14', '13', '12', '11', '10', '9'], {
    programs: ['/usr/local/bin/postgres', '/usr/local/bin/psql', '/usr/local/bin/pg_isready', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['postgres'],
    env: [['PGDATA', '/var/lib/postgresql/data']],
    stopSignal: 'SIGINT',
    size: 160_000_000,
  }),
  store('docker.io/library/mongo', ['8', '7', '6', '5', '4'], {
    programs: ['mongod', 'mongosh', 'mongo', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['mongod'],
    size: 270_000_000,
  }),
  store('docker.io/library/memcached', ['1'], {
    programs: ['/usr/local/bin/memcached', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['memcached'],
    user: 11_211,
    size: 33_000_000,
  }),
  store('docker.io/library/rabbitmq', ['4', '3'], {
    programs: ['rabbitmq-server', ENTRYPOINT],
    entrypoint: ['docker-entrypoint.sh'],
    cmd: ['rabbitmq-server'],
    size: 95_000_000,
  }),
];
