import { LAB_EPOCH_MS } from '../../kernel/clock';
import type { DaemonPlace, DaemonProgram } from './daemon';
import { listenOr } from './web';

/** Databases as far as clusters show them: they listen, say that they are ready, and refuse to start without a password as the real images do. */

/** 2026-01-01 00:00:00 */
function isoTime({ world }: DaemonPlace): string {
  return new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000)).toISOString().replace('T', ' ').slice(0, 19);
}

/** 01 Jan 2026 00:00:00.000 */
function redisTime({ world }: DaemonPlace): string {
  const at = new Date(LAB_EPOCH_MS + Math.floor(world.nowUs / 1000));
  const [, day, month, year] = at.toUTCString().split(' ');
  return `${day ?? ''} ${month ?? ''} ${year ?? ''} ${at.toISOString().slice(11, 23)}`;
}

export const redisServer: DaemonProgram = {
  name: 'redis-server',
  start: (place) => {
    const at = redisTime(place);
    const port = Number(/(?:^| )--port (\d+)/.exec(place.argv.join(' '))?.[1] ?? 6379);
    const version = place.env.get('REDIS_VERSION') ?? '8.4.0';
    place.out('Starting Redis Server\n');
    place.out(`1:C ${at} * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo\n`);
    place.out(`1:C ${at} * Redis version=${version}, bits=64, commit=00000000, modified=1, pid=1, just started\n`);
    place.out(`1:C ${at} * Configuration loaded\n`);
    place.out(`1:M ${at} * monotonic clock: POSIX clock_gettime\n`);
    place.out(`1:M ${at} * Running mode=standalone, port=${port}.\n`);
    const started = listenOr(place, port);
    if (typeof started === 'number') return started;
    place.out(`1:M ${at} * Server initialized\n1:M ${at} * Ready to accept connections tcp\n`);
    return started;
  },
  talk: (input) => {
    const end = input.indexOf('\n');
    if (end < 0) return undefined;
    return { answer: /PING/i.test(input) ? '+PONG\r\n' : '+OK\r\n', used: input.length };
  },
  stop: (place) => {
    const at = redisTime(place);
    place.out(
      `1:signal-handler (${Math.floor((LAB_EPOCH_MS + place.world.nowUs / 1000) / 1000)}) Received SIGTERM scheduling shutdown...\n`,
    );
    place.out(`1:M ${at} * User requested shutdown...\n1:M ${at} * Saving the final RDB snapshot before exiting.\n1:M ${at} * DB saved on disk\n1:M ${at} # Redis is now ready to exit, bye bye...\n`); // prettier-ignore
  },
  stopStatus: 0,
};

const MYSQL_NEEDS = `[ERROR] [Entrypoint]: Database is uninitialized and password option is not specified
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD
    - MYSQL_ALLOW_EMPTY_PASSWORD
    - MYSQL_RANDOM_ROOT_PASSWORD
`;

export const mysqld: DaemonProgram = {
  name: 'mysqld',
  start: (place) => {
    const at = `${isoTime(place)}+00:00`;
    const version = place.env.get('MYSQL_VERSION') ?? '9.5.0';
    const begins = `${at} [Note] [Entrypoint]: Entrypoint script for MySQL Server ${version}-1.el9 started.\n`;
    place.out(`${begins}${at} [Note] [Entrypoint]: Switching to dedicated user 'mysql'\n${begins}`);
    const given = ['MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD', 'MYSQL_RANDOM_ROOT_PASSWORD'];
    if (!given.some((name) => (place.env.get(name) ?? '') !== '')) {
      place.err(`${at} ${MYSQL_NEEDS}`);
      return 1;
    }
    const started = listenOr(place, 3306);
    if (typeof started !== 'number') {
      place.err(`${isoTime(place).replace(' ', 'T')}.000000Z 0 [System] [MY-010931] [Server] /usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.\n`); // prettier-ignore
    }
    return started;
  },
  stopStatus: 0,
};

export const mariadbd: DaemonProgram = {
  name: 'mariadbd',
  start: (place) => {
    const at = `${isoTime(place)}+00:00`;
    const begins = `${at} [Note] [Entrypoint]: Entrypoint script for MariaDB Server started.\n`;
    place.out(begins);
    const given = ['MARIADB_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD_HASH', 'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD', 'MARIADB_RANDOM_ROOT_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'MYSQL_ALLOW_EMPTY_PASSWORD']; // prettier-ignore
    if (!given.some((name) => (place.env.get(name) ?? '') !== '')) {
      place.err(`${at} [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified\n\tYou need to specify one of MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD\n`); // prettier-ignore
      return 1;
    }
    return listenOr(place, 3306);
  },
  stopStatus: 0,
};

const POSTGRES_NEEDS = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;

export const postgres: DaemonProgram = {
  name: 'postgres',
  start: (place) => {
    const { env } = place;
    if ((env.get('POSTGRES_PASSWORD') ?? '') === '' && env.get('POSTGRES_HOST_AUTH_METHOD') !== 'trust') {
      place.err(POSTGRES_NEEDS);
      return 1;
    }
    const started = listenOr(place, 5432);
    if (typeof started !== 'number') {
      const at = `${isoTime(place)}.000 UTC [1] LOG: `;
      place.out('PostgreSQL init process complete; ready for start up.\n\n');
      place.err(
        `${at} listening on IPv4 address "0.0.0.0", port 5432\n${at} listening on IPv6 address "::", port 5432\n`,
      );
      place.err(`${at} listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"\n`);
      place.err(`${at} database system is ready to accept connections\n`);
    }
    return started;
  },
  stopStatus: 0,
};

/** Servers of which nothing but the port matters here. */
export const mongod: DaemonProgram = { name: 'mongod', start: (place) => listenOr(place, 27017), stopStatus: 0 };
export const memcached: DaemonProgram = { name: 'memcached', start: (place) => listenOr(place, 11211), stopStatus: 0 };
export const rabbitmq: DaemonProgram = { name: 'beam.smp', start: (place) => listenOr(place, 5672), stopStatus: 0 };
