/** The state of the line to the carrier, in a few words. */

import type { ConnectivityKind } from '../../ipc/bindings';

export const conn = {
  starting: 'Connecting',
  online: 'Carrier connected',
  noNetwork: 'No internet',
  untrusted: 'Not the carrier?',
  carrierDown: 'Carrier unreachable',
  rateLimited: 'Carrier asks us to wait',
  listBroken: 'Carrier’s list breaks off',
  credentialsRefused: 'Key refused',
  suspended: 'Account suspended',
  notRegistered: 'Number not registered',
  clockWrong: 'Clock is wrong',
  sentElsewhere: 'Texts from elsewhere',
  braked: 'Sending is stopped',
  diskFull: 'Disk is full',
  notSaved: 'Nothing is saved',
} as const satisfies Record<ConnectivityKind, string>;
