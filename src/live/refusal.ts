/** Why a live target would not start or go on; the words are made where they are shown. */
export type RefusalReason =
  | { readonly code: 'untrusted' }
  | { readonly code: 'host-name'; readonly host: string }
  | { readonly code: 'no-hosts'; readonly host: string }
  | { readonly code: 'not-started'; readonly program: string; readonly detail: string }
  | { readonly code: 'disposed' };

/** Thrown instead of running a cell. */
export class LiveRefusal extends Error {
  constructor(readonly reason: RefusalReason) {
    super(refusalText(reason));
    this.name = 'LiveRefusal';
  }
}

/** The reason in English, for terminals and logs. */
export function refusalText(reason: RefusalReason): string {
  switch (reason.code) {
    case 'untrusted':
      return 'Live kernels run only in a trusted workspace. Trust this workspace, or pick the simulator.';
    case 'host-name':
      return `'${reason.host}' cannot be the name of a node: letters, digits, '.', '_' and '-' only.`;
    case 'no-hosts':
      return `This kernel has no host '${reason.host}': remove host=${reason.host} from the cell, or pick a cluster's kernel.`;
    case 'not-started':
      return `Could not start ${reason.program}: ${reason.detail}`;
    case 'disposed':
      return 'The shell was ended because its notebook was closed.';
  }
}
