/** Backups of the fake core: one good one, and what a store that does not open offers. */

import type { BackupInfo, RestoreChoices } from './bindings';
import { at, ZONE } from './fakeMorning';

/** 2:00 AM of the morning. */
export const NIGHT = at(0, 2, 0);

export const backupInfo = (): BackupInfo => ({
  folder: '/media/office/Foyer backups',
  ownDisk: false,
  daily: 7,
  weekly: 4,
  monthly: 12,
  good: { at: NIGHT, texts: 14_206, entries: 5_019, megabytes: 41 },
  triedAt: NIGHT,
  problem: null,
  drilledAt: NIGHT - 9 * 86_400_000,
  drillProblem: null,
  kept: 21,
  code: true,
});

export const restoreChoices = (): RestoreChoices => ({
  copies: [0, 1, 2].map((nights) => ({
    id: `/media/office/Foyer backups/foyer-${nights}`,
    copy: {
      at: NIGHT - nights * 86_400_000,
      texts: 14_206 - nights * 180,
      entries: 5_019 - nights * 240,
      megabytes: 41,
    },
    missing: 42 + nights * 240,
  })),
  people: [{ id: 'dana', name: 'Dana Whitfield' }],
  code: true,
  timeZone: ZONE,
});
