/** The sentences of pictures and files that came with a text, and of those that can’t go with one. */

import type { PictureShows, SaveWhy } from '../../ipc/bindings';

export const pictures = {
  look: 'Look closer',
  title: 'Picture from the patient',
  fileTitle: 'File from the patient',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  turn: 'Turn right',
  percent: (n: number) => `${n} %`,
  shows: 'What it shows',
  kinds: {
    card: 'Insurance or ID card',
    clinical: 'Part of the body',
    document: 'Form or letter',
    other: 'Something else',
  } satisfies Record<PictureShows, string>,
  why: 'Why it leaves Foyer',
  whys: {
    chart: 'It goes into the chart',
    insurer: 'The insurer needs it',
    patient: 'The patient asked for it',
    other: 'Another reason',
  } satisfies Record<SaveWhy, string>,
  kept: 'A saved or printed copy is no longer protected by Foyer. The reason is kept in the audit trail.',
  choose: 'Choose a reason first.',
  save: 'Save a copy',
  print: 'Print',
  saved: 'A copy was saved.',
  unknown: 'Foyer doesn’t open this kind of file, so nothing in it can run here. Open a copy only if you expect it.',
  noPicture: 'A picture can’t go in a text',
  noPictureLine:
    'The carrier would put it at a public address. Write what it is about, hand off to the portal, and attach it there.',
  gotIt: 'Got it',
} as const;
