/** The tour of the first morning, in practice mode. */

export const tour = {
  start: 'Take the tour',
  title: 'First morning',
  place: (at: number, of: number) => `${at} of ${of}`,
  back: 'Back',
  next: 'Next',
  done: 'Done',
  end: 'End the tour, Esc',
  steps: [
    {
      title: 'Who waits',
      words: 'Texts come in here, who has waited longest on top. J and K move, Enter opens. Try it: nobody is texted.',
    },
    {
      title: 'Read the conversation',
      words: 'Everything with this number is here: texts, notes for staff, who did what. E closes it when it is done.',
    },
    {
      title: 'Write an answer',
      words: 'Press R and write. Foyer underlines what does not belong in a text, such as a result or a medicine.',
    },
    {
      title: 'Who it is',
      words: 'The patient, the consent behind every text, and who else is on this phone. A STOP shows here too.',
    },
    {
      title: 'When the line drops',
      words: 'What you send then waits in the outbox and leaves by itself. Settings has a switch to try it.',
    },
    {
      title: 'Leave the desk',
      words: 'Ctrl L locks. The next person comes in with their own PIN. F1 opens Help, and ? shows all keys.',
    },
  ],
} as const;
