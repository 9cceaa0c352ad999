/** `+0.30`, `−0.10`; never `−0.00`. */
export function signedMillivolts(millivolts: number): string {
  const text = Math.abs(millivolts).toFixed(2);
  if (text === '0.00') return text;
  return millivolts > 0 ? `+${text}` : `−${text}`;
}
