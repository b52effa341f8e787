/** The core over Tauri: one command called `call`, one event called `foyer`. */

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { AppEvent } from './bindings';
import { asCallError, type CommandName, type Core, type Reply, type Request } from './client';

export class TauriCore implements Core {
  async call<N extends CommandName>(name: N, args: Request<N>): Promise<Reply<N>> {
    try {
      return await invoke<Reply<N>>('call', { name, args });
    } catch (thrown) {
      throw asCallError(thrown);
    }
  }

  listen(heard: (event: AppEvent) => void): Promise<() => void> {
    return listen<AppEvent>('foyer', (event) => heard(event.payload));
  }

  restart(): void {
    location.reload();
  }
}
