/** `YYYY-MM-DDTHH:mm` of a datetime-local field, read as China Standard Time; null when empty or incomplete. */
export function instantOfLocal(local: string): string | null {
  const time = Date.parse(`${local}:00+08:00`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
