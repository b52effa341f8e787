/** Moving between the columns with F6. A column is anything with `data-column`; each says where its focus goes. */

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
