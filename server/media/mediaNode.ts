import type { AppError } from '../../shared/domain/errors';
import type { TrackSource } from '../../shared/domain/conference/track';
import type { Result } from '../../shared/lib/result';
import type {
  RtpCapabilitiesMessage,
  RtpParametersMessage,
  Want,
} from '../../shared/signaling/webrtc';

/** Loose JSON of mediasoup's; parsed where it comes from a client, believed where it comes from the worker. */
export type Json = Readonly<Record<string, unknown>>;

type InRoom = { readonly roomId: string };
type OfSeat = InRoom & { readonly seatId: string };
type OfTransport = OfSeat & { readonly transportId: string };
type OfConsumer = OfSeat & { readonly consumerId: string };
type Done = Record<string, never>;

/**
 * What a media process does. It knows rooms, seats and streams; who may do what was decided before it is asked. A call about a
 * room it does not know (it was restarted, the worker died) answers `conference.mediaEpoch`.
 */
export type MediaCalls = {
  /** Also for a room that exists already. */
  openRoom: { data: InRoom; reply: { readonly routerRtpCapabilities: RtpCapabilitiesMessage } };
  closeRoom: { data: InRoom; reply: Done };
  createTransport: {
    data: OfSeat & { readonly direction: 'send' | 'recv' };
    reply: {
      readonly transportId: string;
      readonly iceParameters: Json;
      readonly iceCandidates: readonly Json[];
      readonly dtlsParameters: Json;
    };
  };
  connectTransport: { data: OfTransport & { readonly dtlsParameters: Json }; reply: Done };
  restartIce: { data: OfTransport; reply: { readonly iceParameters: Json } };
  closeTransport: { data: OfTransport; reply: Done };
  produce: {
    data: OfTransport & {
      readonly trackId: string;
      readonly kind: 'audio' | 'video';
      readonly source: TrackSource;
      readonly rtpParameters: RtpParametersMessage;
      readonly isPaused: boolean;
    };
    reply: {
      readonly codec: string;
      readonly layers: { readonly spatial: number; readonly temporal: number };
    };
  };
  closeTrack: { data: InRoom & { readonly trackId: string }; reply: Done };
  pauseTrack: {
    data: InRoom & { readonly trackId: string; readonly isPaused: boolean };
    reply: Done;
  };
  consume: {
    data: OfTransport & {
      readonly trackId: string;
      readonly rtpCapabilities: RtpCapabilitiesMessage;
    };
    reply: {
      readonly consumerId: string;
      readonly kind: 'audio' | 'video';
      readonly rtpParameters: RtpParametersMessage;
      readonly isProducerPaused: boolean;
    };
  };
  resumeConsumer: { data: OfConsumer; reply: Done };
  closeConsumer: { data: OfConsumer; reply: Done };
  setWants: {
    data: OfSeat & { readonly wants: readonly { consumerId: string; want: Want }[] };
    reply: Done;
  };
  requestKeyFrame: { data: OfConsumer; reply: Done };
  /** Everything of a seat: its line is cut, or it went. */
  closeSeat: { data: OfSeat; reply: Done };
  /** For operations: what runs. */
  describe: {
    data: Record<string, never>;
    reply: {
      readonly workers: readonly {
        readonly pid: number;
        readonly rooms: number;
        readonly consumers: number;
      }[];
    };
  };
};
export type MediaMethod = keyof MediaCalls;
export type MediaData<M extends MediaMethod> = MediaCalls[M]['data'];
export type MediaReply<M extends MediaMethod> = MediaCalls[M]['reply'];

export type ConsumerChange =
  | { readonly type: 'closed' | 'paused' | 'resumed' }
  | { readonly type: 'layers'; readonly spatial: number | null; readonly temporal: number | null }
  | { readonly type: 'score'; readonly score: number; readonly producerScore: number };

/** What happens in the media process by itself. */
export type MediaEvent =
  /** Rooms whose streams are gone; the process itself lives, or not. Open them again. */
  | { readonly type: 'roomsLost'; readonly roomIds: readonly string[] | 'all' }
  | {
      readonly type: 'levels';
      readonly roomId: string;
      readonly speakerTrackId: string | null;
      readonly levels: readonly { readonly trackId: string; readonly dbov: number }[];
    }
  | ({ readonly type: 'consumer'; readonly change: ConsumerChange } & OfConsumer)
  | ({ readonly type: 'transport'; readonly state: 'failed' | 'closed' } & OfTransport)
  | { readonly type: 'trackClosed'; readonly roomId: string; readonly trackId: string };

export type MediaCapability =
  | { readonly state: 'ready' | 'recovering' | 'unavailable' }
  | { readonly state: 'preparing'; readonly readyAt: string | null };

/** The API's side of a media process. */
export type MediaNode = {
  capability(): MediaCapability;
  /** Errors: `conference.mediaUnavailable`, `conference.mediaPreparing`, `conference.mediaEpoch`, or what the call refuses. */
  call<M extends MediaMethod>(
    method: M,
    data: MediaData<M>,
  ): Promise<Result<MediaReply<M>, AppError>>;
  /** `null`: the capability changed. */
  subscribe(listener: (event: MediaEvent | null) => void): () => void;
  close(): Promise<void>;
};
