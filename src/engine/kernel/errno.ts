/** Linux errno values that the simulated kernel returns (include/uapi/asm-generic/errno*.h) with glibc's strerror text. */
export const ERRNO = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  ESRCH: [3, 'No such process'],
  EIO: [5, 'Input/output error'],
  ENXIO: [6, 'No such device or address'],
  EBADF: [9, 'Bad file descriptor'],
  EAGAIN: [11, 'Resource temporarily unavailable'],
  ENOMEM: [12, 'Cannot allocate memory'],
  EACCES: [13, 'Permission denied'],
  EBUSY: [16, 'Device or resource busy'],
  EEXIST: [17, 'File exists'],
  ENODEV: [19, 'No such device'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  ENOSPC: [28, 'No space left on device'],
  EROFS: [30, 'Read-only file system'],
  ERANGE: [34, 'Numerical result out of range'],
  ENOTEMPTY: [39, 'Directory not empty'],
  ELOOP: [40, 'Too many levels of symbolic links'],
  EMSGSIZE: [90, 'Message too long'],
  ENOPROTOOPT: [92, 'Protocol not available'],
  EPROTONOSUPPORT: [93, 'Protocol not supported'],
  EOPNOTSUPP: [95, 'Operation not supported'],
  EAFNOSUPPORT: [97, 'Address family not supported by protocol'],
  EADDRINUSE: [98, 'Address already in use'],
  EADDRNOTAVAIL: [99, 'Cannot assign requested address'],
  ENETDOWN: [100, 'Network is down'],
  ENETUNREACH: [101, 'Network is unreachable'],
  ECONNRESET: [104, 'Connection reset by peer'],
  ENOBUFS: [105, 'No buffer space available'],
  ENOTCONN: [107, 'Transport endpoint is not connected'],
  ETIMEDOUT: [110, 'Connection timed out'],
  ECONNREFUSED: [111, 'Connection refused'],
  EHOSTUNREACH: [113, 'No route to host'],
} as const satisfies Record<string, readonly [number, string]>;

export type ErrnoName = keyof typeof ERRNO;

/** glibc strerror text of an errno. */
export function strerror(name: ErrnoName): string {
  return ERRNO[name][1];
}

/** What the kernel answers when it refuses a request: an errno, and for netlink possibly an extended-ack sentence. */
export class KernelError extends Error {
  constructor(
    readonly errno: ErrnoName,
    /** Extended acknowledgement text (NLMSGERR_ATTR_MSG), as `ip` prints after "Error: ". */
    readonly extack?: string,
  ) {
    super(extack ?? strerror(errno));
    this.name = 'KernelError';
  }
}

/** EPERM: a rule dropped the packet on its way out; `reported` says that one refused it aloud and the report got out. */
export class DroppedByRule extends KernelError {
  constructor(readonly reported: boolean) {
    super('EPERM');
  }
}

/** EMSGSIZE with what the socket's error queue says: how large a packet to that destination may be (ip_local_error). */
export class MessageTooLong extends KernelError {
  constructor(readonly mtu: number) {
    super('EMSGSIZE');
  }
}
