import type { PushOwner } from '../platform/push';

const STORAGE_KEY = 'huizhen.push';

/** Kept in the browser: a subscription is the device's, and the next person at it must not get the last one's news. */
export const pushOwner: PushOwner = {
  read: () => localStorage.getItem(STORAGE_KEY),
  write: (userId) =>
    userId === null
      ? localStorage.removeItem(STORAGE_KEY)
      : localStorage.setItem(STORAGE_KEY, userId),
};
