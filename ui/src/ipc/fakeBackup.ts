/** Backups of the fake core: one good one, and what a store that does not open offers. */

import type { BackupInfo, FrozenCopy, RepairInfo, RestoreChoices } from './bindings';
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

/** What a repair could read, and what not. */
export const repairInfo = (): RepairInfo => ({
  at: at(0, 8, 52),
  texts: 14_239,
  lost: [
    { what: 'consent', rows: 3, perhapsMore: false },
    { what: 'texts', rows: 8, perhapsMore: false },
    { what: 'settings', rows: 0, perhapsMore: true },
  ],
  unplaced: 0,
  endLost: false,
  doubtful: 3,
  log: 'partial',
  entries: 5_031,
  placesInDoubt: 5,
  secondStepsInDoubt: 1,
  holdsInDoubt: true,
});

/** An older copy with seven texts that waited, as the mock has it; or a store that was repaired. */
export const frozenCopy = (repaired: RepairInfo | null): FrozenCopy => ({
  noticedAt: at(0, 8, 55),
  copyAt: at(-1, 2, 0),
  entries: 4_902,
  repaired,
  checked: true,
  texts: (
    [
      ['Odell Broussard', 'Yes, we validate parking.', 52, 'carrierHasIt'],
      ['Lupe Sandoval', 'Su cita es el lunes a las 9:30 a. m.', 61, 'carrierHasIt'],
      ['Celia Montalvo', 'We open at 8 AM tomorrow.', 63, 'timePassed'],
      ['Delphine Arceneaux', 'Your forms are ready to sign.', 64, 'optedOut'],
      ['Gloria Beaumont', 'Your forms are ready to sign.', 66, 'stillTrue'],
      ['Samir Haddad', 'The side lot is free on Fridays.', 67, 'stillTrue'],
      ['Walt Kessler', 'Dr. Landry is running 20 min late.', 69, 'timePassed'],
    ] as const
  ).map(([name, words, minute, fate]) => ({
    message: `waiting-${minute}`,
    thread: 'odell',
    name,
    text: words,
    hidden: null,
    at: at(-2, 16, minute),
    fate,
    fateAt: fate === 'carrierHasIt' ? at(-2, 16, minute + 1) : null,
    send: fate === 'stillTrue',
  })),
});
