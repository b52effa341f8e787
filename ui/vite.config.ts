import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

// Relative assets and no inline script: the bundle is served from the app's own origin under a strict CSP.
export default defineConfig({
  base: './',
  plugins: [svelte(), svelteTesting()],
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    // The oldest webview Foyer meets is WebKitGTK 2.40 and Safari 16 alike.
    target: 'safari16',
    outDir: 'dist',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Read from this computer, so one file of this size is no burden.
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['tests/setup.ts'],
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    css: false,
    // A busy machine fails nothing: what never comes fails all the same.
    testTimeout: 30_000,
    // One document for all files: it takes half the time of one for each, and a test that leaves something behind
    // is found by the next.
    pool: 'threads',
    isolate: false,
  },
});
