import { randomUUID } from 'node:crypto';
import { trackStarts } from '../../../../shared/domain/conference/presence';
import { trackEnds } from '../../../../shared/domain/conference/presence';
import type { RoomState } from '../../../../shared/domain/conference/room';
import type { Seat } from '../../../../shared/domain/conference/seat';
import type { Track, TrackId } from '../../../../shared/domain/conference/track';
import { seesTrack } from '../../../../shared/domain/conference/viewFor';
import { refuse, type AppError } from '../../../../shared/domain/errors';
import { ok, type Result } from '../../../../shared/lib/result';
import type { RequestData } from '../../../../shared/signaling/requests';
import { MOST_CONSUMERS, MOST_TRACKS, MOST_TRANSPORTS } from './rate';
import type { Asker, RequestHandlers } from './request';

type MediaRequest =
  | 'media.open'
  | 'media.createTransport'
  | 'media.connectTransport'
  | 'media.restartIce'
  | 'media.closeTransport'
  | 'media.produce'
  | 'media.closeTrack'
  | 'media.consume'
  | 'media.resume'
  | 'media.closeConsumer'
  | 'media.setWants'
  | 'media.requestKeyFrame';

const address = ({ room, seat }: Asker) => ({
  roomId: room.state().roomId,
  seatId: seat.seatId,
});

/** Messages about streams of another epoch speak of what no longer exists. */
function epochRefusal(room: RoomState, epoch: number): AppError | null {
  const { media } = room.facts;
  if (media.state !== 'ready') {
    const code = media.state === 'preparing' ? 'mediaPreparing' : 'mediaUnavailable';
    const refused = refuse('unavailable', `conference.${code}`);
    return refused.ok ? null : refused.error;
  }
  const refused = refuse('conflict', 'conference.mediaEpoch', { params: { epoch: media.epoch } });
  return media.epoch === epoch || refused.ok ? null : refused.error;
}

/** Runs `work` when the message is of the epoch that holds. */
async function inEpoch<T>(
  asker: Asker,
  epoch: number,
  work: () => Promise<Result<T, AppError>>,
): Promise<Result<T, AppError>> {
  const error = epochRefusal(asker.room.state(), epoch);
  return error ? { ok: false, error } : work();
}

const ownTransport = ({ connection }: Asker, transportId: string) =>
  connection.transports.has(transportId);
const noTransport = () => refuse('conflict', 'conference.mediaEpoch');
const noConsumer = () => refuse('notFound', 'conference.unknownTrack');

export const MEDIA_REQUESTS: RequestHandlers<MediaRequest> = {
  async 'media.open'(asker) {
    const { room, deps } = asker;
    const { media } = room.state().facts;
    const error = epochRefusal(room.state(), media.state === 'ready' ? media.epoch : 0);
    if (error) return { ok: false, error };
    const opened = await deps.media.call('openRoom', { roomId: room.state().roomId });
    if (!opened.ok) return opened;
    const after = room.state().facts.media;
    if (after.state !== 'ready') return noTransport();
    return ok({
      epoch: after.epoch,
      routerRtpCapabilities: opened.value.routerRtpCapabilities,
    });
  },

  'media.createTransport': (asker, { epoch, direction }) =>
    inEpoch(asker, epoch, async () => {
      const { connection, deps } = asker;
      if (connection.transports.size >= MOST_TRANSPORTS)
        return refuse('conflict', 'conference.tooMany', { params: { most: MOST_TRANSPORTS } });
      const made = await deps.media.call('createTransport', { ...address(asker), direction });
      if (!made.ok) return made;
      connection.transports.add(made.value.transportId);
      const { iceParameters, dtlsParameters, iceCandidates, transportId } = made.value;
      return ok({
        transportId,
        iceParameters: iceParameters as never,
        dtlsParameters: dtlsParameters as never,
        iceCandidates: iceCandidates as never,
        // redundancy layers of ours are chosen here, from the offer
        audioRedundancy: 'none' as const,
      });
    }),

  'media.connectTransport': (asker, { epoch, transportId, dtlsParameters }) =>
    inEpoch(asker, epoch, async () =>
      ownTransport(asker, transportId)
        ? asker.deps.media.call('connectTransport', {
            ...address(asker),
            transportId,
            dtlsParameters,
          })
        : noTransport(),
    ),

  'media.restartIce': (asker, { epoch, transportId }) =>
    inEpoch(asker, epoch, async () => {
      if (!ownTransport(asker, transportId)) return noTransport();
      const done = await asker.deps.media.call('restartIce', { ...address(asker), transportId });
      return done.ok ? ok({ iceParameters: done.value.iceParameters as never }) : done;
    }),

  'media.closeTransport': (asker, { epoch, transportId }) =>
    inEpoch(asker, epoch, async () => {
      if (!asker.connection.transports.delete(transportId)) return noTransport();
      return asker.deps.media.call('closeTransport', { ...address(asker), transportId });
    }),

  'media.produce': (asker, data) => inEpoch(asker, data.epoch, () => produce(asker, data)),

  'media.closeTrack': (asker, { epoch, trackId }) =>
    inEpoch(asker, epoch, async () => {
      const { room, seat } = asker;
      if (room.state().tracks[trackId]?.seatId !== seat.seatId) return noConsumer();
      room.commit(trackEnds(room.state(), trackId));
      return ok({});
    }),

  'media.consume': (asker, data) => inEpoch(asker, data.epoch, () => consume(asker, data)),

  'media.resume': (asker, { epoch, consumerId }) =>
    inEpoch(asker, epoch, async () =>
      asker.connection.consumers.has(consumerId)
        ? asker.deps.media.call('resumeConsumer', { ...address(asker), consumerId })
        : noConsumer(),
    ),

  'media.closeConsumer': (asker, { epoch, consumerId }) =>
    inEpoch(asker, epoch, async () =>
      asker.connection.consumers.delete(consumerId)
        ? asker.deps.media.call('closeConsumer', { ...address(asker), consumerId })
        : noConsumer(),
    ),

  'media.setWants': (asker, { epoch, wants }) =>
    inEpoch(asker, epoch, () => asker.deps.media.call('setWants', { ...address(asker), wants })),

  'media.requestKeyFrame': (asker, { epoch, consumerId }) =>
    inEpoch(asker, epoch, async () =>
      asker.connection.consumers.has(consumerId)
        ? asker.deps.media.call('requestKeyFrame', { ...address(asker), consumerId })
        : noConsumer(),
    ),
};

async function produce(
  asker: Asker,
  data: RequestData<'media.produce'>,
): Promise<Result<{ trackId: TrackId }, AppError>> {
  const { room, deps } = asker;
  if (!ownTransport(asker, data.transportId)) return noTransport();
  const refusal = produceRefusal(room.state(), asker.seat, data);
  if (refusal) return { ok: false, error: refusal };
  const trackId = randomUUID() as TrackId;
  const { transportId, kind, source, rtpParameters, isPaused } = data;
  const made = await deps.media.call('produce', {
    ...address(asker),
    ...{ transportId, trackId, kind, source, rtpParameters, isPaused },
  });
  if (!made.ok) return made;
  // host's stops are looked at after the worker answered: one may have come meanwhile
  const seat = room.state().seats[asker.seat.seatId];
  if (seat?.status !== 'joined') {
    void deps.media.call('closeTrack', { roomId: room.state().roomId, trackId });
    return refuse('forbidden', 'conference.notJoined');
  }
  const track: Track = {
    trackId,
    seatId: seat.seatId,
    kind,
    source,
    label: data.label,
    codec: made.value.codec,
    isPaused,
    isStoppedByHost: isStopped(seat, source),
    layers: made.value.layers,
    startedAt: deps.now(),
  };
  room.commit(trackStarts(track));
  if (track.isStoppedByHost)
    void deps.media.call('pauseTrack', { roomId: room.state().roomId, trackId, isPaused: true });
  return ok({ trackId });
}

const isStopped = (seat: Seat, source: Track['source']) =>
  (source === 'microphone' && seat.isMutedByHost) ||
  (source === 'camera' && seat.isVideoStoppedByHost);

/** Kinds that fit: a microphone is no picture. */
const AUDIO_SOURCES: readonly Track['source'][] = ['microphone', 'deviceSound'];

function produceRefusal(
  room: RoomState,
  seat: Seat,
  { kind, source }: RequestData<'media.produce'>,
): AppError | null {
  const own = Object.values(room.tracks).filter((track) => track.seatId === seat.seatId);
  const isSingle = source === 'camera' || source === 'microphone';
  const refused =
    (kind === 'audio') !== AUDIO_SOURCES.includes(source)
      ? refuse('validation', 'request.invalid', { params: { path: 'source' } })
      : isSingle && own.some((track) => track.source === source)
        ? refuse('conflict', 'conference.sourceTaken', { params: { source } })
        : own.length >= MOST_TRACKS
          ? refuse('conflict', 'conference.tooMany', { params: { most: MOST_TRACKS } })
          : null;
  return refused && !refused.ok ? refused.error : null;
}

async function consume(asker: Asker, data: RequestData<'media.consume'>) {
  const { room, seat, connection, deps } = asker;
  if (!ownTransport(asker, data.transportId)) return noTransport();
  const track = room.state().tracks[data.trackId];
  // a stream of another room, and one hidden from this seat, do not exist for it
  if (!track || track.seatId === seat.seatId || !seesTrack(room.state(), seat, track))
    return refuse('notFound', 'conference.unknownTrack');
  if (connection.consumers.size >= MOST_CONSUMERS)
    return refuse('conflict', 'conference.tooMany', { params: { most: MOST_CONSUMERS } });
  const { transportId, trackId, rtpCapabilities } = data;
  const made = await deps.media.call('consume', {
    ...address(asker),
    ...{ transportId, trackId, rtpCapabilities },
  });
  if (!made.ok) return made;
  connection.consumers.set(made.value.consumerId, trackId);
  return made;
}
