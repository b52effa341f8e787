/**
 * Every shortcut, once. The window, the palette, the "All keys" dialog and the labels read this table. Single letters
 * work only outside fields and can be turned off (WCAG 2.1.4); on macOS Ctrl is ⌘.
 */

export type Action =
  | 'find'
  | 'searchAll'
  | 'newMessage'
  | 'nextThread'
  | 'previousThread'
  | 'write'
  | 'nextWaiting'
  | 'viewMine'
  | 'viewUnassigned'
  | 'viewAll'
  | 'viewSnoozed'
  | 'viewClosed'
  | 'send'
  | 'handOff'
  | 'later'
  | 'bookingLink'
  | 'whoFor'
  | 'note'
  | 'assign'
  | 'assignToMe'
  | 'snooze'
  | 'close'
  | 'reopen'
  | 'markUnread'
  | 'reportProblem'
  | 'markReviewed'
  | 'panel'
  | 'outbox'
  | 'proof'
  | 'copyHandoff'
  | 'consentDue'
  | 'templates'
  | 'sendToList'
  | 'nextFinding'
  | 'previousFinding'
  | 'applyFix'
  | 'nextColumn'
  | 'previousColumn'
  | 'undo'
  | 'back'
  | 'lock'
  | 'allKeys'
  | 'help';

export type Group = 'move' | 'thread' | 'write' | 'window';

export type Shortcut = {
  action: Action;
  /** `KeyboardEvent.key`, lower case for letters. */
  key: string;
  ctrl?: boolean;
  shift?: boolean;
  alt?: boolean;
  /** Works while a field has focus. */
  inFields?: boolean;
  group: Group;
};

export const SHORTCUTS: readonly Shortcut[] = [
  { action: 'find', key: 'k', ctrl: true, inFields: true, group: 'window' },
  { action: 'searchAll', key: 'f', ctrl: true, shift: true, inFields: true, group: 'window' },
  { action: 'newMessage', key: 'c', group: 'window' },
  { action: 'nextThread', key: 'j', group: 'move' },
  { action: 'previousThread', key: 'k', group: 'move' },
  { action: 'nextWaiting', key: 'j', shift: true, group: 'move' },
  { action: 'write', key: 'r', group: 'write' },
  { action: 'viewMine', key: '1', group: 'move' },
  { action: 'viewUnassigned', key: '2', group: 'move' },
  { action: 'viewAll', key: '3', group: 'move' },
  { action: 'viewSnoozed', key: '4', group: 'move' },
  { action: 'viewClosed', key: '5', group: 'move' },
  { action: 'send', key: 'Enter', ctrl: true, inFields: true, group: 'write' },
  { action: 'handOff', key: 'p', ctrl: true, shift: true, inFields: true, group: 'write' },
  { action: 'later', key: 'l', ctrl: true, shift: true, inFields: true, group: 'write' },
  { action: 'bookingLink', key: 'b', ctrl: true, shift: true, inFields: true, group: 'write' },
  { action: 'whoFor', key: 'w', group: 'write' },
  { action: 'note', key: 'n', group: 'write' },
  { action: 'assign', key: 'a', group: 'thread' },
  { action: 'assignToMe', key: 'i', group: 'thread' },
  { action: 'snooze', key: 'h', group: 'thread' },
  { action: 'close', key: 'e', group: 'thread' },
  { action: 'reopen', key: 'e', shift: true, group: 'thread' },
  { action: 'markUnread', key: 'u', group: 'thread' },
  { action: 'reportProblem', key: 'r', shift: true, group: 'thread' },
  { action: 'markReviewed', key: 'm', group: 'thread' },
  { action: 'panel', key: 'p', group: 'window' },
  { action: 'outbox', key: 'o', group: 'window' },
  { action: 'proof', key: 'v', group: 'thread' },
  { action: 'copyHandoff', key: 'y', group: 'thread' },
  { action: 'consentDue', key: 'd', group: 'window' },
  { action: 'templates', key: 't', group: 'window' },
  { action: 'sendToList', key: 'b', group: 'window' },
  { action: 'nextFinding', key: 'F8', inFields: true, group: 'write' },
  { action: 'previousFinding', key: 'F8', shift: true, inFields: true, group: 'write' },
  { action: 'applyFix', key: 'Enter', alt: true, inFields: true, group: 'write' },
  { action: 'nextColumn', key: 'F6', inFields: true, group: 'move' },
  { action: 'previousColumn', key: 'F6', shift: true, inFields: true, group: 'move' },
  { action: 'undo', key: 'z', ctrl: true, group: 'window' },
  { action: 'back', key: 'Escape', inFields: true, group: 'move' },
  { action: 'lock', key: 'l', ctrl: true, inFields: true, group: 'window' },
  { action: 'allKeys', key: '?', group: 'window' },
  { action: 'help', key: 'F1', inFields: true, group: 'window' },
];

export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Where a key was pressed. */
export type Where = { inField: boolean; mac: boolean; letterKeys: boolean };

/** What a key press means here, if anything. */
export function actionFor(press: Press, where: Where): Action | null {
  const ctrl = where.mac ? press.metaKey : press.ctrlKey;
  const other = where.mac ? press.ctrlKey : press.metaKey;
  if (other) return null;
  for (const shortcut of SHORTCUTS) {
    if (!sameKey(shortcut, press)) continue;
    if (Boolean(shortcut.ctrl) !== ctrl || Boolean(shortcut.alt) !== press.altKey) continue;
    if (where.inField && !shortcut.inFields) continue;
    if (isLetter(shortcut) && !where.letterKeys) continue;
    return shortcut.action;
  }
  return null;
}

/** The caps to draw for an action: `['Ctrl', 'Shift', 'P']`. */
export function caps(action: Action, mac: boolean): string[] {
  const shortcut = SHORTCUTS.find((one) => one.action === action);
  if (!shortcut) return [];
  const result: string[] = [];
  if (shortcut.ctrl) result.push(mac ? '⌘' : 'Ctrl');
  if (shortcut.alt) result.push(mac ? '⌥' : 'Alt');
  if (shortcut.shift) result.push('Shift');
  const names: Record<string, string> = { Escape: 'Esc' };
  result.push(names[shortcut.key] ?? (shortcut.key.length === 1 ? shortcut.key.toUpperCase() : shortcut.key));
  return result;
}

/** A single character without Ctrl or Alt: what "letter keys" turns off. */
export function isLetter(shortcut: Shortcut): boolean {
  return shortcut.key.length === 1 && !shortcut.ctrl && !shortcut.alt;
}

/** Whether typing goes into this element. */
export function isField(element: EventTarget | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  if (element instanceof HTMLInputElement) {
    return !['button', 'checkbox', 'radio', 'submit', 'reset'].includes(element.type);
  }
  return (
    element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || element.isContentEditable === true
  );
}

export function onMac(): boolean {
  return /Mac/.test(navigator.platform);
}

function sameKey(shortcut: Shortcut, press: Press): boolean {
  if (shortcut.key === '?') return press.key === '?'; // its Shift differs from keyboard to keyboard
  if (press.key.toLowerCase() !== shortcut.key.toLowerCase()) return false;
  return Boolean(shortcut.shift) === press.shiftKey;
}
