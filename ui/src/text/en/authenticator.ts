/** The sentences about a manager's authenticator. */

export const authenticator = {
  title: 'Authenticator',
  help: 'Sign-in then also asks for 6 digits from an app on your phone. The PIN lifts the lock as before.',
  owed: 'A repair of the store may have lost your second step. Set it up again: until then you read and answer texts, and manage nothing.',
  password: 'Your password',
  make: 'Set up',
  scan: 'Scan this with the app on your phone, or type the letters into it.',
  picture: 'The picture that an authenticator app reads',
  letters: 'Letters',
  code: 'The 6 digits it shows',
  cancel: 'Cancel',
  on: (since: string) => `On since ${since}`,
  onLine: 'Lost the phone? Another manager gives you a new code, or use the recovery code.',
  remove: 'Take it off',
  added: 'From now on sign-in asks for a code.',
  removed: 'Sign-in no longer asks for a code.',
} as const;
