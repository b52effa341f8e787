/** The help page: how the everyday things are done, and what to do when something is odd. */

export const help = {
  title: 'Help',
  lead: 'Everything here works without internet.',
  contents: 'What do you want to do?',
  keys: 'See all keys',
  topics: [
    {
      id: 'answer',
      title: 'Answer a text',
      steps: [
        'Who has waited longest is at the top. Press J and K to move through the list, Enter to open.',
        'Press R and write. Foyer checks your words as you type and marks what does not belong in a text.',
        'Press Ctrl Enter to send. Until it has left you can press Take back.',
        'Press E to close the thread. It opens again when the patient texts.',
      ],
      note: 'With / you put in an approved template, in the patient’s language.',
    },
    {
      id: 'claim',
      title: 'Claim a thread',
      steps: [
        'Open it and press I. It is yours and moves to Mine.',
        'Press A to give it to somebody else. They see it in Mine.',
        'Press H to put it away until a time you choose.',
      ],
      note: 'When somebody answers while you write, Foyer holds your text and asks you first.',
    },
    {
      id: 'handOff',
      title: 'Hand off to the portal',
      steps: [
        'Write what the patient should know: a result, a medicine, a bill.',
        'Press Ctrl Shift P, or choose Hand off to portal. The words stay in the portal.',
        'The patient gets a text that only says that something waits, with the link.',
      ],
      note: 'If the portal does not take it, nothing is texted and your draft is still there.',
    },
    {
      id: 'stop',
      title: 'A patient texts STOP',
      steps: [
        'Foyer stops every text to that phone at once, for everybody on it. You need do nothing.',
        'The badge says Opted out. You can read the thread, and you can call.',
        'Only START from that phone turns texts back on. Nobody at the desk can.',
      ],
      note: 'Words like “don’t text me” are shown to you under Consent due, To read. Somebody decides.',
    },
    {
      id: 'offline',
      title: 'No internet',
      steps: [
        'A banner says since when. You can go on reading, searching and writing.',
        'What you send waits in the outbox on this computer, encrypted. Press O to see it.',
        'When the line is back it leaves by itself, in order. What waited too long asks you first.',
      ],
      note: 'What patients text meanwhile is safe at the carrier and comes when the line is back. Urgent? Call.',
    },
    {
      id: 'unconfirmed',
      title: 'A text is not confirmed',
      steps: [
        'The line dropped while the text was on its way. It may have arrived or not.',
        'Foyer never sends it again by itself. It looks in the carrier’s list for it.',
        'Still not there after a few minutes? Send again, knowing it may arrive twice, or leave it.',
      ],
      note: 'The next text of that thread waits until this is decided. Other threads go on.',
    },
    {
      id: 'lock',
      title: 'Lock, and change who sits here',
      steps: [
        'Press Ctrl L when you leave the desk. Names and texts go from the screen.',
        'Come back with your PIN. Somebody else chooses their own name and types theirs.',
        'Your drafts stay yours. Texts go on coming and leaving behind the lock.',
      ],
      note: 'Never work under another person’s name: every text says who sent it.',
    },
    {
      id: 'wrongPerson',
      title: 'A text went to the wrong person',
      steps: [
        'In the first seconds press Undo, or Ctrl Z. If it still waits in the outbox, press Take back.',
        'If it has gone, open the menu on the text and choose Report a problem.',
        'Foyer keeps the evidence, stops texts to that number if you want, and starts the clocks.',
        'Tell your manager or privacy officer. They decide what happens next, under Review, Incidents.',
      ],
      note: 'Reporting is never wrong. Nothing is sent by it, and nobody outside is told by it.',
    },
  ],
} as const;
