/** Joins the core's events of one frame: each slice is read once, however many events named it. */

import type { AppEvent } from '../ipc/bindings';

export type Changes = {
  threads: Set<string>;
  outbox: boolean;
  connectivity: boolean;
  status: boolean;
  settings: boolean;
  consent: boolean;
  earlier: boolean;
  /** Somebody clicked an alert of the desktop. */
  alert: boolean;
  inbound: number;
  /** Seconds until the desk locks. */
  lockSoon: number | null;
  /** How far a list of people has been brought in. */
  contacts: { done: number; total: number } | null;
};

/** A hidden window paints no frames; it still has to learn what happened. */
const AT_MOST = 250;

export function perFrame(apply: (changes: Changes) => void): (event: AppEvent) => void {
  let waiting: Changes | null = null;

  const run = () => {
    if (!waiting) return;
    const changes = waiting;
    waiting = null;
    apply(changes);
  };

  return (event) => {
    if (!waiting) {
      waiting = {
        threads: new Set(),
        outbox: false,
        connectivity: false,
        status: false,
        settings: false,
        consent: false,
        earlier: false,
        alert: false,
        inbound: 0,
        lockSoon: null,
        contacts: null,
      };
      if (document.hidden) setTimeout(run, AT_MOST);
      else requestAnimationFrame(run);
    }
    switch (event.kind) {
      case 'threadChanged':
        waiting.threads.add(event.thread);
        break;
      case 'outboxChanged':
        waiting.outbox = true;
        break;
      case 'connectivityChanged':
        waiting.connectivity = true;
        break;
      case 'statusChanged':
        waiting.status = true;
        break;
      case 'lockSoon':
        waiting.lockSoon = event.seconds;
        break;
      case 'contactsProgress':
        waiting.contacts = { done: event.done, total: event.total };
        break;
      case 'settingsChanged':
        waiting.settings = true;
        break;
      case 'consentChanged':
        waiting.consent = true;
        break;
      case 'earlierChanged':
        waiting.earlier = true;
        break;
      case 'alertClicked':
        waiting.alert = true;
        break;
      case 'inboundArrived':
        waiting.inbound += event.count;
        break;
    }
  };
}
