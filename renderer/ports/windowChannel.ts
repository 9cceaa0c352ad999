/**
 * Windows of one browser profile, or of one desktop program, talking to each other. Nothing leaves the machine; still a message
 * holds no more about a patient than the id of a case and what was drawn.
 */
export interface WindowChannel<M> {
  /** Of this window, new at every load. */
  readonly id: string;
  readonly post: (message: M) => void;
  /** Hears the other windows, never its own; what is not a message of the channel is dropped. */
  readonly listen: (listener: (message: M, from: string) => void) => () => void;
  readonly close: () => void;
}
