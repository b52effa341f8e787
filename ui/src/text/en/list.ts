/** The sentences of the list of threads. */

import type { View } from '../../ipc/bindings';
import { count } from './words';

export const view: Record<View, string> = {
  mine: 'Mine',
  unassigned: 'Unassigned',
  all: 'All',
  unanswered: 'Not answered',
  snoozed: 'Snoozed',
  closed: 'Closed',
};

export const list = {
  threads: 'Threads',
  label: (name: string, n: number) => `${name}, ${count(n, 'thread', 'threads')}`,
  unread: 'Unread',
  unreadCount: (n: number) => `${n} unread`,
  waitedWord: 'waiting',
  assigned: (name: string) => `assigned to ${name}`,
  nobody: 'unassigned',
  you: 'You:',
  draft: 'Draft:',
  photo: 'Sent a photo',
  portal: 'Portal message',
  portalAnswer: 'Answered in the portal',
  notice: 'Risk notice',
  waiting: 'Waiting',
  notDelivered: 'Not delivered',
  notConfirmed: 'Not confirmed',
  unknownSpeaker: 'Unknown',
  urgent: 'May be an emergency',
  nothing: 'No texts yet',
  until: (time: string) => `Until ${time}`,
  empty: {
    mine: { title: 'You’re caught up', line: 'New texts show up here.' },
    unassigned: { title: 'Every thread has someone', line: '' },
    all: { title: 'No open threads', line: 'New texts show up here.' },
    unanswered: {
      title: 'Nobody waits after being read',
      line: 'Threads that somebody opened and nobody answered show up here.',
    },
    snoozed: { title: 'Nothing snoozed', line: 'Press H on a thread to bring it back later.' },
    closed: { title: 'Nothing closed yet', line: 'Closed threads reopen when the patient texts.' },
  } satisfies Record<View, { title: string; line: string }>,
} as const;
