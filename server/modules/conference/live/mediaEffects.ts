import { seesTrack } from '../../../../shared/domain/conference/viewFor';
import type { RoomState } from '../../../../shared/domain/conference/room';
import type { Track } from '../../../../shared/domain/conference/track';
import type { MediaData, MediaMethod, MediaNode } from '../../../media/mediaNode';
import type { Connection } from './connection';
import type { Change } from './liveRoom';

const flows = (track: Track) => !track.isPaused && !track.isStoppedByHost;

type Call = { [M in MediaMethod]: { method: M; data: MediaData<M> } }[MediaMethod];

/** What the media process has to be told after a change: derived from the room, so that no way of changing it is forgotten. */
export function mediaCallsFor(
  { before, after }: Pick<Change, 'before' | 'after'>,
  connections: readonly Connection[],
): Call[] {
  const { roomId } = after;
  const tracks = Object.values(after.tracks);
  return [
    ...Object.values(before.tracks)
      .filter((track) => !after.tracks[track.trackId])
      .map(({ trackId }): Call => ({ method: 'closeTrack', data: { roomId, trackId } })),
    ...tracks
      .filter((track) => {
        const old = before.tracks[track.trackId];
        return old !== undefined && flows(old) !== flows(track);
      })
      .map((track): Call => ({
        method: 'pauseTrack',
        data: { roomId, trackId: track.trackId, isPaused: !flows(track) },
      })),
    ...connections.flatMap((connection) => hiddenConsumers(after, connection)),
  ];
}

/** The record was hidden from somebody who watches it. */
function hiddenConsumers(room: RoomState, { seatId, consumers }: Connection): Call[] {
  const seat = room.seats[seatId];
  return [...consumers]
    .filter(([, trackId]) => {
      const track = room.tracks[trackId];
      return seat !== undefined && track !== undefined && !seesTrack(room, seat, track);
    })
    .map(([consumerId]): Call => ({
      method: 'closeConsumer',
      data: { roomId: room.roomId, seatId, consumerId },
    }));
}

/** A call whose failure changes nothing: what is to be closed is gone already, or its whole room is. */
export function carryOut(media: MediaNode, calls: readonly Call[]): void {
  for (const { method, data } of calls) void media.call(method, data);
}
