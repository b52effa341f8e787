/**
 * Where the focus goes: between the columns with F6, and out of a date or a time with Tab. A column is anything with
 * `data-column`; each says where its focus goes.
 */

import { tabbable } from 'tabbable';

/**
 * Tab leaves a date or a time at once; the arrows move among its parts. WebKitGTK keeps Tab among them for ever, and
 * nothing may trap the keyboard (WCAG 2.2, 2.1.2).
 */
export function leaveByTab(event: KeyboardEvent): void {
  const field = event.target;
  if (event.key !== 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(field instanceof HTMLInputElement) || !['date', 'time'].includes(field.type)) return;
  const stops = tabbable(field.closest('[role="dialog"]') ?? document.body);
  const here = stops.indexOf(field);
  const next = here < 0 ? undefined : stops.at((here + (event.shiftKey ? -1 : 1)) % stops.length);
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  next.focus();
}

export function moveColumn(step: 1 | -1): void {
  const columns = [...document.querySelectorAll<HTMLElement>('[data-column]')].filter(
    (column) => column.offsetParent !== null || column.getClientRects().length > 0,
  );
  if (columns.length === 0) return;
  const active = document.activeElement;
  const here = columns.findIndex((column) => column.contains(active));
  const next = columns[(here + step + columns.length) % columns.length];
  if (next) focusIn(next);
}

/** Focuses the column's own stop, else the first thing in it that takes focus. */
export function focusIn(column: HTMLElement): void {
  const stop =
    column.querySelector<HTMLElement>('[data-column-stop]') ??
    column.querySelector<HTMLElement>('textarea, [tabindex="0"], button, a[href], input');
  stop?.focus();
}
