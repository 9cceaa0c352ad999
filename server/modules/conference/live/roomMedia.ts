import { decision } from '../../../../shared/domain/conference/decision';
import { mediaIsLost, trackEnds } from '../../../../shared/domain/conference/presence';
import type { MediaState } from '../../../../shared/domain/conference/room';
import type { MediaCapability, MediaEvent, MediaNode } from '../../../media/mediaNode';
import type { LiveRoom } from './liveRoom';
import type { QualityBoard } from './qualityBoard';

export type OpenRoom = {
  readonly room: LiveRoom;
  readonly quality: QualityBoard;
  /** Epoch of the last time media was there; 0 before the first. */
  epoch: number;
};

/** A dead worker is replaced within a second; its port may take longer to be free. */
const REOPEN_EVERY_MS = 300;
const REOPEN_TIMES = 40;

export function mediaState(capability: MediaCapability, epoch: number): MediaState {
  switch (capability.state) {
    case 'ready':
      return { state: 'ready', epoch };
    case 'preparing':
      return { state: 'preparing', readyAt: capability.readyAt };
    case 'recovering':
    case 'unavailable':
      return { state: capability.state };
  }
}

/** Takes what happens in the media process to the rooms it concerns. */
export function followMedia(media: MediaNode, rooms: () => readonly OpenRoom[]): () => void {
  return media.subscribe((event) => {
    if (event === null) {
      for (const opened of rooms()) setMedia(opened, media.capability());
    } else if (event.type === 'roomsLost') {
      for (const opened of rooms()) {
        const { roomId } = opened.room.state();
        if (event.roomIds === 'all') loseMedia(opened);
        else if (event.roomIds.includes(roomId)) {
          loseMedia(opened);
          void reopen(media, opened, REOPEN_TIMES);
        }
      }
    } else {
      const opened = rooms().find(({ room }) => room.state().roomId === event.roomId);
      if (opened) tellRoom(opened.room, event);
    }
  });
}

function tellRoom(room: LiveRoom, event: Exclude<MediaEvent, { type: 'roomsLost' }>): void {
  switch (event.type) {
    case 'levels':
      return tellLevels(room, event);
    case 'consumer': {
      const { seatId, consumerId, change } = event;
      const connection = room.connectionOf(seatId);
      if (change.type === 'closed') connection?.consumers.delete(consumerId);
      return connection?.notify('consumer', { consumerId, change });
    }
    case 'transport':
      return room
        .connectionOf(event.seatId)
        ?.notify('transport', { transportId: event.transportId, state: event.state });
    case 'trackClosed':
      return void room.commit(trackEnds(room.state(), event.trackId));
  }
}

function tellLevels(room: LiveRoom, event: Extract<MediaEvent, { type: 'levels' }>): void {
  const { tracks } = room.state();
  const speaker = event.speakerTrackId ? tracks[event.speakerTrackId]?.seatId : undefined;
  const levels = event.levels
    .filter(({ trackId }) => tracks[trackId])
    .map(({ trackId, dbov }) => ({ trackId: trackId as never, dbov }));
  for (const connection of room.connections()) {
    if (connection.view) connection.notifyLossy('levels', { speaker: speaker ?? null, levels });
  }
}

/** Every seat stays; with the next epoch everybody builds his streams anew. */
function loseMedia({ room }: OpenRoom): void {
  for (const connection of room.connections()) {
    connection.transports.clear();
    connection.consumers.clear();
  }
  room.commit(mediaIsLost(room.state()));
}

async function reopen(media: MediaNode, opened: OpenRoom, times: number): Promise<void> {
  const opening = await media.call('openRoom', { roomId: opened.room.state().roomId });
  if (opening.ok) return setMedia(opened, { state: 'ready' });
  if (times === 0) return setMedia(opened, { state: 'unavailable' });
  setTimeout(() => void reopen(media, opened, times - 1), REOPEN_EVERY_MS).unref();
}

function setMedia(opened: OpenRoom, capability: MediaCapability): void {
  const { room } = opened;
  if (room.state().facts.media.state === capability.state) return;
  if (capability.state === 'ready') opened.epoch += 1;
  room.commit(
    decision({
      deltas: [{ type: 'factsSet', facts: { media: mediaState(capability, opened.epoch) } }],
      log: capability.state === 'ready' ? [{ type: 'mediaBack', seatId: null }] : [],
    }),
  );
}
