/** Words that several answers of the fake core have. */

import type { Look } from './bindings';

export const HANDOFF =
  'Bayou Family Clinic: you have a new secure message. Reply STOP to opt out. Read it here: portal.bayoufamily.example';
export const NOTICE =
  "Bayou Family Clinic: Texts aren't encrypted, so others could read them. We keep health details in your portal. OK to text you? Reply YES or NO. STOP ends texts.";

/** As the operating system says. */
export const LOOK: Look = { theme: 'system', language: 'en' };

/** Six groups of five. */
export const RECOVERY_CODE = '7GK2999QX4M7AB3CDE4FGH5JKM6NP7';

export const none = { untilAt: null, subject: null, offers: null } as const;
