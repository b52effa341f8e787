/** The words that every dialog has. */

export const dialog = {
  close: 'Close, Esc',
  cancel: 'Cancel',
  unsaved: 'Esc again drops what you wrote.',
} as const;
