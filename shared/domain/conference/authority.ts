import type { RoomCommandType } from './command';
import type { SeatRole } from './seat';

/** The requesting doctor leads at the bedside; what ends or reshapes the meeting stays with the host. */
const LEADING: readonly SeatRole[] = ['host', 'coHost'];
/** A technician helps with sound and picture, and opens the door. */
const ASSISTING: readonly SeatRole[] = ['host', 'coHost', 'technician'];
const HOST: readonly SeatRole[] = ['host'];
/** Whoever may see the record may show it. */
const WITH_RECORD: readonly SeatRole[] = ['host', 'coHost', 'expert', 'doctor'];
const EVERYBODY: readonly SeatRole[] = [
  ...WITH_RECORD,
  'technician',
  'patient',
  'relative',
  'guestExpert',
];

/** Which seat may ask for what. A command about another seat or track is further restricted where it is decided. */
export const COMMAND_RIGHTS: { readonly [T in RoomCommandType]: readonly SeatRole[] } = {
  raiseHand: EVERYBODY,
  setFollowing: EVERYBODY,
  setDevice: EVERYBODY,
  pauseTrack: EVERYBODY,
  askToPresent: WITH_RECORD,
  stopPresenting: WITH_RECORD,
  givePresenter: WITH_RECORD,
  admit: ASSISTING,
  admitAll: ASSISTING,
  refuse: LEADING,
  remove: HOST,
  mute: ASSISTING,
  allowToSpeak: ASSISTING,
  muteEverybody: LEADING,
  stopVideo: ASSISTING,
  allowVideo: ASSISTING,
  stopTrack: ASSISTING,
  lowerHand: LEADING,
  spotlight: LEADING,
  lock: LEADING,
  hideRecord: LEADING,
  setCoHost: HOST,
  setAgenda: LEADING,
  startAgendaItem: LEADING,
  callRoll: LEADING,
  checkIdentity: LEADING,
};

/** For buttons: the server decides with the same table. */
export const mayCommand = (role: SeatRole, type: RoomCommandType): boolean =>
  COMMAND_RIGHTS[type].includes(role);

/** Beginning, pausing and ending the consultation. */
export const isHost = (role: SeatRole): boolean => role === 'host';
/** Sees what the presenter shows whatever is hidden from patients. */
export const seesRecord = (role: SeatRole): boolean => WITH_RECORD.includes(role);
/** Comes in without being let in, while the room is open: the people of the case. */
export const comesInDirectly = (role: SeatRole): boolean =>
  role === 'host' || role === 'coHost' || role === 'expert';
