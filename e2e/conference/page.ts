import { Device, type types } from 'mediasoup-client';
import { applyDeltas, type RoomDelta } from '../../shared/domain/conference/delta';
import type { RoomState } from '../../shared/domain/conference/room';
import type { TrackSource } from '../../shared/domain/conference/track';
import { CONFERENCE_PATH, SIGNALING_VERSION } from '../../shared/signaling/envelope';

/**
 * A participant without a screen: the real mediasoup-client against the real signalling, driven from a test through
 * `window.participant`. It does what the workstation does, in its plainest form, and counts what arrives.
 */
type Frame = {
  kind: 'response' | 'notify';
  id: number;
  ok: boolean;
  data: unknown;
  error: { code: string };
  method: string;
};
type Received = {
  readonly trackId: string;
  readonly consumer: types.Consumer;
  readonly element: HTMLMediaElement;
};

const pending = new Map<number, (frame: Frame) => void>();
const received = new Map<string, Received>();
const sent = new Map<string, types.Producer>();
let socket: WebSocket;
let lastId = 0;
let room: RoomState;
let epoch = 0;
let device: Device;
let receiving: types.Transport;
let sending: types.Transport;
let seatId = '';
let resumeToken = '';
let loudest = -127;
let work: Promise<void> = Promise.resolve();

/** Answers are the server's; a test that gets another one fails where it is used. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;

async function request(method: string, data: unknown): Promise<Loose> {
  const id = ++lastId;
  socket.send(JSON.stringify({ kind: 'request', id, method, data }));
  const frame = await new Promise<Frame>((resolve) => pending.set(id, resolve));
  if (!frame.ok) throw new Error(frame.error.code);
  return frame.data as Record<string, never>;
}

function hear(frame: Frame): void {
  if (frame.kind === 'response') return pending.get(frame.id)?.(frame);
  const data = frame.data as { levels: { dbov: number }[]; deltas: RoomDelta[] };
  if (frame.method === 'levels') {
    loudest = Math.max(loudest, ...data.levels.map(({ dbov }) => dbov));
  }
  if (frame.method !== 'delta') return;
  room = applyDeltas(room, data.deltas);
  work = work.then(settle).catch(() => undefined); // the next delta tries again
}

/** Receives what is in the room, and builds everything anew when the epoch has changed. */
async function settle(): Promise<void> {
  const { media } = room.facts;
  if (media.state !== 'ready') return;
  if (media.epoch !== epoch) await openMedia(media.epoch);
  for (const track of Object.values(room.tracks)) {
    if (track.seatId !== seatId && !received.has(track.trackId)) await receive(track.trackId);
  }
  for (const trackId of received.keys()) {
    if (!room.tracks[trackId]) received.delete(trackId);
  }
}

async function openMedia(next: number): Promise<void> {
  received.clear();
  sent.clear();
  const { routerRtpCapabilities } = await request('media.open', {});
  device = await Device.factory();
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as never });
  receiving = await transport('recv', next);
  sending = await transport('send', next);
  // only now can anybody send: who sees the epoch goes by it
  epoch = next;
}

async function transport(direction: 'send' | 'recv', of: number): Promise<types.Transport> {
  const made = await request('media.createTransport', {
    epoch: of,
    direction,
    audioRedundancy: ['none'],
  });
  const options = { ...made, id: made['transportId'] } as unknown as types.TransportOptions;
  const built =
    direction === 'send'
      ? device.createSendTransport(options)
      : device.createRecvTransport(options);
  built.on('connect', ({ dtlsParameters }, done, failed) => {
    request('media.connectTransport', { epoch: of, transportId: built.id, dtlsParameters }).then(
      done,
      failed,
    );
  });
  built.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
    request('media.produce', {
      ...{ epoch: of, transportId: built.id, kind, rtpParameters, isPaused: false },
      source: appData['source'],
      label: appData['label'],
    }).then(({ trackId }) => done({ id: trackId }), failed);
  });
  return built;
}

async function receive(trackId: string): Promise<void> {
  const made = await request('media.consume', {
    ...{ epoch, transportId: receiving.id, trackId },
    rtpCapabilities: device.rtpCapabilities,
  });
  const consumer = await receiving.consume({
    id: made['consumerId'],
    producerId: trackId,
    kind: made['kind'],
    rtpParameters: made['rtpParameters'],
  });
  const element = document.createElement(consumer.kind === 'video' ? 'video' : 'audio');
  element.muted = consumer.kind === 'video';
  element.autoplay = true;
  element.srcObject = new MediaStream([consumer.track]);
  document.body.append(element);
  void element.play().catch(() => undefined);
  received.set(trackId, { trackId, consumer, element });
  await request('media.resume', { epoch, consumerId: consumer.id });
}

async function publish(source: TrackSource, track: MediaStreamTrack, simulcast: boolean) {
  const encodings = simulcast
    ? [
        { scaleResolutionDownBy: 4, maxBitrate: 100_000 },
        { scaleResolutionDownBy: 2, maxBitrate: 300_000 },
        { scaleResolutionDownBy: 1, maxBitrate: 900_000 },
      ]
    : null;
  const producer = await sending.produce({
    track,
    appData: { source, label: source },
    ...(encodings ? { encodings } : {}),
  });
  sent.set(source, producer);
}

/** A picture of known size that changes all the time, as from a capture card. */
function moving(width: number, height: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const paint = canvas.getContext('2d');
  let count = 0;
  setInterval(() => {
    if (!paint) return;
    paint.fillStyle = `hsl(${String((count += 7) % 360)} 60% 50%)`;
    paint.fillRect(0, 0, width, height);
  }, 100);
  const [track] = canvas.captureStream(10).getVideoTracks();
  if (!track) throw new Error('no canvas track');
  track.contentHint = 'detail';
  return track;
}

async function count({ trackId, consumer }: Received) {
  const stats = [...(await consumer.getStats()).values()] as Record<string, unknown>[];
  const inbound = stats.find((entry) => entry['type'] === 'inbound-rtp');
  const track = room.tracks[trackId];
  return {
    seatId: track?.seatId ?? '',
    source: track?.source ?? '',
    frames: Number(inbound?.['framesDecoded'] ?? 0),
    width: Number(inbound?.['frameWidth'] ?? 0),
    packets: Number(inbound?.['packetsReceived'] ?? 0),
    energy: Number(inbound?.['totalAudioEnergy'] ?? 0),
  };
}

const participant = {
  async join(ticket: string) {
    socket = new WebSocket(`ws://${location.host}${CONFERENCE_PATH}`);
    socket.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Frame);
    await new Promise((resolve) => (socket.onopen = resolve));
    const welcome = (await request('hello', {
      version: SIGNALING_VERSION,
      ticket,
      device: { kind: 'browser', label: '' },
      preflight: null,
    })) as unknown as { seatId: string; resumeToken: string; snapshot: { room: RoomState } };
    ({ seatId, resumeToken } = welcome);
    ({ room } = welcome.snapshot);
    epoch = 0;
    setInterval(() => void request('ping', {}).catch(() => undefined), 4_000);
    await settle();
    return seatId;
  },
  async camera(height: number) {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: true,
      video: { width: (height * 16) / 9, height, frameRate: 15 },
    });
    const [picture] = stream.getVideoTracks();
    const [sound] = stream.getAudioTracks();
    if (!picture || !sound) throw new Error('no fake devices');
    await publish('camera', picture, true);
    await publish('microphone', sound, false);
  },
  secondary: (source: TrackSource, width: number, height: number) =>
    publish(source, moving(width, height), false),
  report: () => Promise.all([...received.values()].map(count)),
  loudest: () => loudest,
  request: (method: string, data: unknown) =>
    request(method, data).then(
      (value) => ({ ok: true, value }),
      (error: Error) => ({ ok: false, code: error.message }),
    ),
  want: (want: 'off' | 'small' | 'full', source: TrackSource) =>
    request('media.setWants', {
      epoch,
      wants: [...received.values()]
        .filter(({ trackId }) => room.tracks[trackId]?.source === source)
        .map(({ consumer }) => ({ consumerId: consumer.id, want })),
    }),
  epoch: () => epoch,
  room: () => room,
  resumeToken: () => resumeToken,
  cut: () => socket.close(),
};
export type PageParticipant = typeof participant;
Object.assign(window, { participant });
