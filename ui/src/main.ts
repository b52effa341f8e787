/** Mounts the window on the core: over Tauri in the app, over the fake in a browser while developing. */

import './styles/index.css';
import { mount } from 'svelte';
import App from './App.svelte';
import type { Core } from './ipc/client';
import { TauriCore } from './ipc/tauri';

async function core(): Promise<Core> {
  // The condition is a constant in a build, so the fake is not in it; a test looks.
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window)) {
    const { devCore } = await import('./ipc/dev');
    return devCore();
  }
  return new TauriCore();
}

const target = document.getElementById('app');
if (target) void core().then((chosen) => mount(App, { target, props: { core: chosen } }));
