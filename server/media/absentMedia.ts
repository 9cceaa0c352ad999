import { refuse } from '../../shared/domain/errors';
import type { MediaNode } from './mediaNode';

/** A server without a media component: rooms have seats, chat and shared viewing, and say that sound and picture are missing. */
export const absentMedia: MediaNode = {
  capability: () => ({ state: 'unavailable' }),
  call: async () => refuse('unavailable', 'conference.mediaUnavailable'),
  subscribe: () => () => undefined,
  close: async () => undefined,
};
