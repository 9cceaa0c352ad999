type OpenUrlEvent = { readonly preventDefault: () => void };
type OpenUrlSource = {
  readonly on: (
    event: 'open-url',
    listener: (event: OpenUrlEvent, address: string) => void,
  ) => unknown;
};

/**
 * macOS hands links over as events, the one that started the program before it is ready. Listen before that.
 *
 * @returns A function that names who opens links from now on, and gives back the last one that came before.
 */
export function listenForOpenUrl(
  app: OpenUrlSource,
): (open: (address: string) => void) => string | null {
  let early: string | null = null;
  let opener = (address: string): void => {
    early = address;
  };
  app.on('open-url', (event, address) => {
    event.preventDefault();
    opener(address);
  });
  return (open) => {
    opener = open;
    return early;
  };
}
