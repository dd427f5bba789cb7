import type { SetErrorCode } from '../../kernel/ipset/model';

/** What ipset says about the kernel's errors (lib/errcode.c); some depend on the command. */
export function errorText(code: SetErrorCode, command: string): string {
  switch (code) {
    case 'ENOENT':
      return 'The set with the given name does not exist';
    case 'EEXIST':
      return 'Set cannot be created: set with the same name already exists';
    case 'FIND_TYPE':
      return 'Kernel error received: set type not supported';
    case 'BUSY':
      return 'Set cannot be destroyed: it is in use by a kernel component';
    case 'EXIST_SETNAME2':
      return command === 'swap'
        ? 'Sets cannot be swapped: the second set does not exist'
        : 'Set cannot be renamed: a set with the new name already exists';
    case 'REFERENCED':
      return 'Set cannot be renamed: it is in use by another system';
    case 'TYPE_MISMATCH':
      return 'The sets cannot be swapped: their type does not match';
    case 'EXIST':
      return command === 'del'
        ? "Element cannot be deleted from the set: it's not added"
        : "Element cannot be added to the set: it's already added";
    case 'INVALID_CIDR':
      return 'The value of the CIDR parameter of the IP address is invalid';
    case 'INVALID_NETMASK':
      return 'The value of the netmask parameter is invalid';
    case 'BITMASK_NETMASK_EXCL':
      return 'Netmask and bitmask options are mutually exclusive, provide only one';
    case 'INVALID_MARKMASK':
      return 'The value of the markmask parameter is invalid';
    case 'INVALID_FAMILY':
      return 'Protocol family not supported by the set type';
    case 'TIMEOUT':
      return 'Timeout cannot be used: set was created without timeout support';
    case 'COUNTER':
      return 'Packet/byte counters cannot be used: set was created without counter support';
    case 'COMMENT':
      return 'Comment cannot be used: set was created without comment support';
    case 'SKBINFO':
      return 'Skbinfo mapping cannot be used: set was created without skbinfo support';
    case 'BITMAP_RANGE':
      return 'Element is out of the range of the set';
    case 'BITMAP_RANGE_SIZE':
      return 'The range you specified exceeds the size limit of the set type';
    case 'HASH_FULL':
      return 'Hash is full, cannot add more elements';
    case 'HASH_ELEM':
      return 'Null-valued element, cannot be stored in a hash type of set';
    case 'INVALID_PROTO':
      return 'Invalid protocol specified';
    case 'MISSING_PROTO':
      return 'Protocol missing, but must be specified';
    case 'HASH_RANGE':
      return 'Invalid range, covers the whole address space';
    case 'NAME':
      return 'Set to be added/deleted/tested as element does not exist.';
    case 'LOOP':
      return 'Sets with list:set type cannot be added to the set.';
    case 'BEFORE':
      return 'No reference set specified.';
    case 'NAMEREF':
      return "The set to which you referred with 'before' or 'after' does not exist.";
    case 'REF_EXIST':
      return "The set to which you referred with 'before' or 'after' is not added to the set.";
  }
}
