/** The sentences about backups: settings, the banner, and the way back with one. */

import type { BackupProblem } from '../../ipc/bindings';
import { count, figure } from './words';

const whyNot: Record<BackupProblem, string> = {
  folderMissing: 'The folder is not there. Plug the drive in, or connect the share',
  diskFull: 'There is no room in the folder',
  refused: 'This computer may not write to the folder',
  notWhole: 'It did not read back as it was written',
  trailBroken: 'The audit trail in it is not whole',
  noBackup: 'There is no backup in the folder yet',
  broken: 'Something went wrong on the way',
};

export const backup = {
  title: 'Backup',
  help: 'Foyer copies everything each night, encrypted, opens the copy and counts it. A copy counts only when it reads back.',
  folder: 'Folder',
  ownDisk: 'This computer’s own disk. Helps against a damaged file, not against a lost or stolen computer.',
  otherDisk: 'Best on another disk: a USB drive or the office share.',
  choose: 'Choose folder',
  last: 'Last good backup',
  never: 'None yet. The first is made tonight, or now.',
  copy: (texts: number, megabytes: number) => `${count(texts, 'text', 'texts')}, ${megabytes} MB`,
  kept: (n: number) => `${count(n, 'backup', 'backups')} in the folder`,
  failed: (why: BackupProblem, at: string) => `Tried ${at}. ${whyNot[why]}. Older backups are as they were.`,
  now: 'Back up now',
  done: 'Backed up, opened and counted.',
  drill: 'Last drill',
  drillHelp:
    'Once a month Foyer brings the newest backup back in a folder of its own, opens it, counts it and removes it.',
  drillPassed: (at: string) => `Passed ${at}`,
  drillFailed: (why: BackupProblem, at: string) => `Failed ${at}. ${whyNot[why]}.`,
  drillNever: 'Not yet',
  drillNow: 'Drill now',
  drillDone: 'The newest backup came back whole.',
  opens: 'What opens a backup',
  opensCode:
    'The recovery code of the day it was made, on any computer. Or a person’s password of that day, on this computer with its keyring.',
  opensNoCode:
    'Only a person’s password, on this computer with its keyring. Make a recovery code, or a backup is lost with the computer.',
  keep: 'How many stay',
  daily: 'Days',
  weekly: 'Weeks',
  monthly: 'Months',
  keepHelp: 'The newest of each day, week and month. Older ones go after the next good backup.',
  save: 'Save',
  banner: {
    failed: (why: BackupProblem) =>
      `The last backup failed: ${whyNot[why].charAt(0).toLowerCase()}${whyNot[why].slice(1)}`,
    old: (at: string) => `The last good backup is from ${at}`,
    never: 'There is no backup yet',
    rest: 'Messages here are safe.',
  },
  restore: {
    heading: 'Choose a way back',
    sub: 'Foyer keeps the store that does not open. It never deletes it by itself.',
    looking: 'Looking for backups…',
    none: 'Foyer knows of no backup. If there is one on a drive or a share, choose its folder.',
    copyTitle: (at: string) => `Restore the copy of ${at}`,
    copyLine: (texts: number, entries: number) =>
      `${count(texts, 'message', 'messages')}, log ends at entry ${figure(entries)}.`,
    missing: (n: number) =>
      n === 0
        ? 'Nothing known is missing since then.'
        : `At least ${count(n, 'entry', 'entries')} of the log came after it: notes and drafts of that time are missing, texts come back from the carrier.`,
    keyLine: 'If only the key file is missing or ruined, only that is put back, and nothing is missing.',
    repair: 'Repair what can be read',
    repairLine:
      'Foyer copies every line it can read into a new store. Notes and drafts since the last copy come back; what can’t be read is listed. Takes some minutes.',
    repairNext:
      'Foyer reads the damaged store page by page, puts what it can read into a new one, moves the damaged one aside, and lists what is gone. Where part of somebody’s consent is gone, Foyer counts none until you ask again.',
    repairGo: 'Repair',
    whoRepairs: 'Who repairs',
    another: 'Choose another copy',
    who: 'Who restores',
    whoStarts: 'Who starts the new store',
    lastPassword: 'Your password for the store that does not open',
    withCode: 'With the recovery code',
    withCodeLine: 'The printed sheet in the practice’s safe',
    withPassword: 'Your password on the day of the copy',
    password: 'Password',
    code: 'Recovery code',
    go: 'Restore and catch up',
    none2: 'No copy that works?',
    startNew: 'Start a new store',
    startNewLine:
      'It begins with nothing: no patients, consents, notes or people. Texts come back as far as the carrier has them. The store that does not open is kept beside it, unchanged.',
    startNewBack: 'If the keyring or the code is found later, the old store still opens with it.',
    startNewNext:
      'Foyer moves the store that does not open aside under a name that says so, and asks for everything that a first start asks for.',
    startNewGo: 'Start with nothing',
    startNewStay: 'Stay here',
    frozen:
      'Then sign in as always. Foyer fetches what the carrier still has, and sends nothing that waited until you have looked at it.',
  },
} as const;
