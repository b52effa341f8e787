/**
 * What the window does not start with, each in a file of its own, so that the first list is painted without it.
 * Every one is read from the app's own files.
 */

export const later = {
  batch: () => import('./BatchView.svelte'),
  case: () => import('./CaseView.svelte'),
  consentDue: () => import('./ConsentDueView.svelte'),
  find: () => import('../components/find/FindPalette.svelte'),
  frozen: () => import('./FrozenView.svelte'),
  help: () => import('./HelpView.svelte'),
  keys: () => import('../components/settings/KeysDialog.svelte'),
  lock: () => import('./LockView.svelte'),
  morning: () => import('./MorningView.svelte'),
  newMessage: () => import('../components/find/NewMessage.svelte'),
  ownView: () => import('../components/inbox/OwnViewDialog.svelte'),
  picture: () => import('../components/thread/PictureDialog.svelte'),
  overview: () => import('./OverviewView.svelte'),
  proof: () => import('../components/consent/ProofDialog.svelte'),
  reportProblem: () => import('../components/cases/ReportDialog.svelte'),
  recovery: () => import('./RecoveryView.svelte'),
  recoveryCode: () => import('./RecoveryCodeView.svelte'),
  scheduled: () => import('./ScheduledView.svelte'),
  settings: () => import('./SettingsView.svelte'),
  search: () => import('./SearchView.svelte'),
  speaker: () => import('../components/household/SpeakerDialog.svelte'),
  setup: () => import('./SetupView.svelte'),
  tags: () => import('../components/thread/TagDialog.svelte'),
  templates: () => import('./TemplatesView.svelte'),
};

/** Reads what the desk may ask for, once it stands: the key that opens it then waits for nothing. */
export async function readAhead(): Promise<void> {
  const {
    batch,
    consentDue,
    find,
    help,
    keys,
    lock,
    morning,
    newMessage,
    overview,
    proof,
    scheduled,
    settings,
    templates,
  } = later;
  const wanted = [
    batch,
    find,
    newMessage,
    proof,
    overview,
    templates,
    settings,
    consentDue,
    keys,
    help,
    lock,
    scheduled,
    morning,
  ];
  await Promise.all(wanted.map((read) => read()));
}
