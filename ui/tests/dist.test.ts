// @vitest-environment node
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';

let out = '';
let files: { name: string; words: string }[] = [];

beforeAll(async () => {
  out = mkdtempSync(path.join(tmpdir(), 'foyer-dist-'));
  // As `npm run build` does it; a test run's own mode would be built in otherwise.
  const mode = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({
    root: path.join(import.meta.dirname, '..'),
    mode: 'production',
    logLevel: 'error',
    build: { outDir: out, emptyOutDir: true },
  });
  process.env.NODE_ENV = mode;
  files = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(js|html|css)$/.test(name))
    .map((name) => ({ name, words: readFileSync(path.join(out, name), 'utf8') }));
}, 240_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

test('the fake core and its people are in no build', () => {
  expect(files.length).toBeGreaterThan(1);
  for (const { words } of files) {
    expect(words).not.toContain('Oyelaran');
    expect(words).not.toContain('correct horse battery');
  }
});

test('the page has no inline script or style, and everything is relative and local', () => {
  const html = files.find((one) => one.name.endsWith('index.html'))?.words ?? '';
  expect(html).toMatch(/<script type="module"[^>]* src="\.\/assets\//);
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(html).not.toMatch(/ on\w+=/);
  expect(html).not.toContain('<style');
  for (const { name, words } of files) {
    if (name.endsWith('.css')) expect(words).not.toMatch(/url\((['"]?)https?:/);
  }
});

test('nothing in the build makes HTML of a string from a text', () => {
  const sources = readdirSync(path.join(import.meta.dirname, '../src'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$/.test(name),
  );
  for (const name of sources) {
    const words = readFileSync(path.join(import.meta.dirname, '../src', name), 'utf8');
    expect(words, name).not.toMatch(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/);
  }
});
