/**
 * The pictures at 200 % and 400 % zoom that somebody looked at, kept in tests/zoom: `npm run zoom [name…]` takes them
 * again and says what has changed since; `npm run zoom keep [name…]` puts today's in their place once they were looked
 * at. A desk 1280 wide is laid out 640 wide at 200 % and 320 wide at 400 %; they are as high as it takes to show what a
 * person would scroll to.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const SIZES = [
  [640, 800],
  [320, 800],
];

/** Views of every kind: lists, a conversation, forms, tables, a chart, dialogs, menus, doors, both languages and themes. */
export const NAMES = [
  'inbox',
  'empty',
  'inbox-es-dark',
  'phi',
  'outage',
  'template-picker',
  'new-message',
  'search',
  'templates',
  'batch-preview',
  'review',
  'incident',
  'people',
  'settings-es',
  'consent',
  'proof',
  'lock-code-dark',
  'setup-account',
  'recovery-damaged',
];

const folder = path.join(import.meta.dirname, '..', 'tests', 'zoom');

/** More of a picture than this looks different: half a hundredth is a caret, or the edge of a letter. */
const SAME = 0.005;

/**
 * What became of a picture: kept, the same, or how much of it differs. Drawn and weighed in a page of the browser that took
 * it, so that no library is needed for it.
 */
export async function weighed(browser, name, png, keep) {
  const file = path.join(folder, `${name}.webp`);
  const page = await browser.newPage();
  try {
    if (keep) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, Buffer.from(await page.evaluate(small, address('png', png)), 'base64'));
      return { changed: false, says: `${name}: kept` };
    }
    if (!existsSync(file)) return { changed: true, says: `${name}: none is kept` };
    const share = await page.evaluate(differing, [address('webp', readFileSync(file)), address('png', png)]);
    return share > SAME
      ? { changed: true, says: `${name}: ${(share * 100).toFixed(1)} % differs from the one that is kept` }
      : { changed: false, says: `${name}: as kept` };
  } finally {
    await page.close();
  }
}

const address = (kind, bytes) => `data:image/${kind};base64,${bytes.toString('base64')}`;

/** A picture as a few kilobytes. Runs in the page. */
async function small(source) {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.6 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** The share of two pictures that looks different, 0 to 1; all of it where they have not one size. Runs in the page. */
async function differing(sources) {
  const [one, other] = await Promise.all(
    sources.map(async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const drawn = canvas.getContext('2d');
      drawn.drawImage(image, 0, 0);
      return drawn.getImageData(0, 0, image.width, image.height);
    }),
  );
  if (one.width !== other.width || one.height !== other.height) return 1;
  let differ = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const far = [0, 1, 2].some((part) => Math.abs(one.data[at + part] - other.data[at + part]) > 64);
    if (far) differ += 1;
  }
  return (differ * 4) / one.data.length;
}
