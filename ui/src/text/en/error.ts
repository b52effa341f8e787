/** Why the core refused what was asked. */

import type { ErrorCode } from '../../ipc/bindings';

export const error: Partial<Record<ErrorCode, string>> = {
  credentialsRefused: 'Twilio refused this account, key or secret. Check all three.',
  carrierUnreachable: 'Twilio didn’t answer. Check the internet on this computer, then try again.',
  carrierUntrusted:
    'What answers can’t prove that it is Twilio. Security software or a Wi-Fi sign-in page may be in between. Nothing was saved.',
  diskFull: 'This computer’s disk is full. Free some space, then try again.',
};
