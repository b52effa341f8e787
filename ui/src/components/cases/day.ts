/** A day of the practice's calendar, `2027-01-19`, as `Jan 19, 2027`. It is no instant: no time zone moves it. */
const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

export function dayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : DAY.format(at);
}
