/** The sentences of the other screens: all keys, settings, first run, the passphrase, and a practice that does not open. */

import type { StartProblem } from '../ipc/bindings';
import type { Action, Group } from '../lib/keys';

export const keys = {
  title: 'All keys',
  letters: 'Single letters work when no field has focus. You can turn them off in Settings.',
  lettersOff: 'Single letters are turned off in Settings.',
  group: { move: 'Moving', thread: 'Thread', write: 'Writing', window: 'Window' } satisfies Record<Group, string>,
  action: {
    find: 'Find and do',
    newMessage: 'New message',
    nextThread: 'Next thread',
    previousThread: 'Previous thread',
    write: 'Write in this thread',
    viewMine: 'Mine',
    viewUnassigned: 'Unassigned',
    viewAll: 'All',
    viewSnoozed: 'Snoozed',
    viewClosed: 'Closed',
    send: 'Send (or Queue)',
    handOff: 'Hand off to portal',
    note: 'Internal note',
    assign: 'Assign to someone',
    assignToMe: 'Assign to me',
    snooze: 'Snooze until',
    close: 'Close thread',
    reopen: 'Reopen thread',
    markUnread: 'Mark unread',
    panel: 'Patient panel',
    outbox: 'Outbox',
    consentHistory: 'Consent history',
    nextFinding: 'Next finding in draft',
    previousFinding: 'Previous finding',
    applyFix: 'Apply the fix for this finding',
    nextColumn: 'Next column',
    previousColumn: 'Previous column',
    undo: 'Undo',
    back: 'Leave popover, field, then list',
    allKeys: 'All keys',
  } satisfies Record<Action, string>,
} as const;

export const settings = {
  title: 'Settings',
  you: 'For you',
  theme: 'Appearance',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  textSize: 'Text size',
  percent: (n: number) => `${n} %`,
  enterSends: 'Enter sends',
  enterSendsHelp: 'Off: Enter adds a line and Ctrl Enter sends, so one stray key can’t text a patient.',
  letterKeys: 'Single-letter keys',
  letterKeysHelp: 'J, K, E, N and the others, when no field has focus.',
  allKeys: 'See all keys',
  practice: 'Practice',
  name: 'Name',
  portal: 'Portal address',
  portalHelp: 'What a hand-off texts, for example portal.example.com. Leave empty if there is none.',
  timeZone: 'Time zone',
  timeZoneHelp: 'All times on screen are in it.',
  save: 'Save',
  numbers: 'Numbers',
  key: 'Twilio key',
  keyHelp: 'Foyer asks Twilio for one row to prove it, then keeps it in the keyring. Texts that waited leave then.',
  keySave: 'Replace the key',
  keySaved: 'The new key works. Waiting texts leave now.',
  practiceMode: 'Practice mode',
  practiceLine: 'Everything is real except the far end. No text reaches a phone.',
  carrier: 'The pretend carrier answers',
  carrierHelp: 'Turn it off to see an outage: texts wait here and leave when it is back.',
  on: 'On',
  off: 'Off',
} as const;

export const setup = {
  title: 'Get ready to text',
  lead: 'Try Foyer with a pretend carrier, or connect your Twilio account.',
  steps: 'Setup',
  done: 'Done',
  turn: 'Your turn',
  later: 'Next',
  step: {
    start: ['How to start', 'Practice mode, or your own number'],
    account: ['Twilio account', 'Account, API key and secret'],
    numbers: ['Numbers', 'Which ones this desk answers'],
    practice: ['Practice', 'Name, time zone, portal'],
    passphrase: ['Passphrase', 'This computer has no keyring'],
  } as const,
  of: (done: number, all: number) => `${done} of ${all} done`,
  keyring: 'Keys are kept in this computer’s keyring',
  noKeyring: 'No keyring answers, so you choose a passphrase',
  start: {
    title: 'How do you want to start?',
    lead: 'You can begin with practice mode and connect your number another day.',
    practice: 'Practice mode',
    practiceLine: 'A made-up clinic on a busy Monday, with a pretend carrier. No text reaches a phone.',
    connect: 'Connect Twilio',
    connectLine: 'You need the account, an API key and its secret. Foyer checks them before it keeps them.',
  },
  account: {
    title: 'Connect your Twilio account',
    lead: 'Foyer asks Twilio for one row to prove the key works. Nothing is sent.',
    sid: 'Account SID',
    sidHelp: 'Starts with AC. It is on the front page of the Twilio console.',
    key: 'API key SID',
    keyHelp: 'Starts with SK. Make a standard key under API keys.',
    secret: 'API key secret',
    secretHelp: 'Twilio shows it once. Foyer keeps it in the keyring, never in a file.',
    base: 'Another address',
    baseHelp: 'Only for a sandbox on this computer, for example http://127.0.0.1:4010.',
    more: 'For a sandbox',
    check: 'Check the key',
  },
  numbers: {
    title: 'Choose the numbers',
    lead: 'Texts to these numbers come to this desk.',
    none: 'This key may not list numbers. Type one; Foyer uses it as it is.',
    another: 'Another number',
    needed: 'Choose or type at least one number.',
  },
  practice: {
    title: 'Your practice',
    lead: 'Patients see the practice’s name in the risk notice and in every hand-off.',
    name: 'Practice name',
    you: 'Your name',
    youHelp: 'You become this practice’s manager.',
    timeZone: 'Time zone',
    portal: 'Portal address',
    portalHelp: 'Without https://. Leave empty if there is none yet.',
  },
  passphrase: {
    title: 'Choose a passphrase',
    lead: 'It opens this practice on this computer. Nobody can recover it, Foyer’s makers included.',
    field: 'Passphrase',
    again: 'Once more',
    help: 'At least 12 characters. A short sentence is easy to remember.',
    differ: 'The two are not the same.',
  },
  next: 'Next',
  back: 'Back',
  startPractice: 'Start practice mode',
  connectDo: 'Connect and open',
  required: 'Fill this in first.',
} as const;

export const unlock = {
  title: 'Open your practice',
  lead: 'This computer has no keyring, so Foyer asks for the passphrase.',
  field: 'Passphrase',
  open: 'Open Foyer',
  hidden: 'Names and messages stay hidden until you open it',
  waits: 'Texts wait at the carrier',
} as const;

export const recovery = {
  found: 'What Foyer found',
  safe: 'Safe',
  missing: 'Missing',
  stopped: 'Stopped',
  turn: 'Your turn',
  untilThen: 'Until then',
  untilThenLine: 'Texts wait at the carrier and the clinic’s number still rings. STOP is honored at the carrier.',
  next: 'What happens next',
  lookAgain: 'Look again',
  problem: {
    keyMissing: {
      title: 'Foyer can’t find its key',
      lead: 'Your messages are on this computer, locked. Nothing is lost.',
      steps: [
        ['done', 'Messages are here', 'The store is on this computer, unchanged'],
        ['bad', 'Key is missing', 'The system keyring is locked or empty. This happens after a reset or a new account'],
        ['todo', 'Open the keyring', 'Sign in to it, then look again'],
      ],
      heading: 'Open this computer’s keyring',
      sub: 'Foyer keeps its key there and nowhere else in clear.',
      nextLine: 'Unlock the keyring, or sign in with the account that set Foyer up. Then Foyer opens by itself.',
    },
    keyFileMissing: {
      title: 'Foyer’s key file is missing',
      lead: 'Your messages are on this computer, locked. Nothing is lost.',
      steps: [
        ['done', 'Messages are here', 'The store is on this computer, unchanged'],
        ['bad', 'Key file is missing', 'The small file beside the store is not there'],
        ['todo', 'Put it back', 'From last night’s copy of this folder'],
      ],
      heading: 'Put the key file back',
      sub: 'Without it the passphrase alone can’t open the store.',
      nextLine:
        'Copy the key file from a backup of Foyer’s folder, then look again. Foyer starts no new store in its place.',
    },
    storeDamaged: {
      title: 'Foyer’s store is damaged',
      lead: 'Foyer stopped and touched nothing.',
      steps: [
        ['done', 'Kept as it is', 'The damaged store stays where it is'],
        ['done', 'Carrier has the rest', 'Recent texts can be fetched again'],
        ['todo', 'Bring back a copy', 'From a backup of Foyer’s folder'],
      ],
      heading: 'Bring back a copy',
      sub: 'Foyer never deletes the damaged store by itself.',
      nextLine:
        'Move the damaged store aside, put a copy in its place, then look again. Foyer fetches what the carrier still keeps.',
    },
    storeNewer: {
      title: 'A newer Foyer wrote this store',
      lead: 'Your messages are safe. This older Foyer leaves them alone.',
      steps: [
        ['done', 'Messages are here', 'The store is whole and unchanged'],
        ['todo', 'Update this computer', 'Install the newer Foyer, then open it'],
      ],
      heading: 'Update Foyer on this computer',
      sub: 'An older Foyer could misread what the newer one wrote, so it doesn’t try.',
      nextLine: 'Install the newer Foyer, or use the computer that has it.',
    },
    alreadyOpen: {
      title: 'Foyer is already open',
      lead: 'Another Foyer on this computer has this practice open.',
      steps: [
        ['done', 'Messages are here', 'The other Foyer keeps working'],
        ['todo', 'Close the other one', 'Perhaps under another user of this computer'],
      ],
      heading: 'Use the other window',
      sub: 'One practice opens once, so that no text is sent twice.',
      nextLine: 'Switch to the other window, or close it there and look again here.',
    },
    diskFull: {
      title: 'This computer’s disk is full',
      lead: 'Foyer stopped before anything could be lost.',
      steps: [
        ['done', 'Messages are here', 'Everything saved so far is safe'],
        ['bad', 'No room to save', 'New texts can’t be kept until there is space'],
        ['todo', 'Free some space', 'Then look again'],
      ],
      heading: 'Free some space',
      sub: 'About 1 GB is enough for a long time.',
      nextLine: 'Empty the trash or move large files away, then look again. Texts that came meanwhile are fetched.',
    },
    unreadable: {
      title: 'Foyer can’t read its folder',
      lead: 'Foyer stopped and touched nothing.',
      steps: [
        ['done', 'Nothing was changed', 'Foyer only looked'],
        ['bad', 'Folder can’t be read', 'Permissions changed, or the drive is not there'],
        ['todo', 'Make it readable', 'Connect the drive or ask who looks after this computer'],
      ],
      heading: 'Make Foyer’s folder readable',
      sub: 'Foyer starts no new store in place of one it can’t read.',
      nextLine: 'Connect the drive, or give this account its rights back. Then look again.',
    },
  } satisfies Record<
    StartProblem,
    {
      title: string;
      lead: string;
      steps: ['done' | 'bad' | 'todo', string, string][];
      heading: string;
      sub: string;
      nextLine: string;
    }
  >,
} as const;
