/** The words on what is printed. */

export const paper = {
  print: 'Print',
  printed: (date: string) => `Printed on ${date} from Foyer.`,
} as const;
