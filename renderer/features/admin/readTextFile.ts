/** Tables from hospital systems are UTF-8 or GB18030 and do not say which; what is no valid UTF-8 is the other. */
export function decodeText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
