import { isAppUrl } from '../protocol/origin';

type Frame = { readonly url: string; readonly parent: unknown };
type SenderEvent = { readonly sender: { readonly id: number }; readonly senderFrame: Frame | null };

/**
 * True for the main frame of one of our own windows while it shows `app://workstation`. A frame that has navigated
 * away between sending and arrival is `null` in Electron and is refused.
 */
export function isTrustedSender(event: SenderEvent, isOwnWindow: (id: number) => boolean): boolean {
  const frame = event.senderFrame;
  return (
    frame !== null && frame.parent === null && isAppUrl(frame.url) && isOwnWindow(event.sender.id)
  );
}
