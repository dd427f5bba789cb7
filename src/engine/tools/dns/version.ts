/** What Debian 12 calls its BIND. */
export const VERSION = '9.18.49-1~deb12u3-Debian';
