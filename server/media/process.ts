import { appError, AppFailure, type AppError } from '../../shared/domain/errors';
import { err, ok, type Result } from '../../shared/lib/result';
import { createMediaRoom, type MediaRoom } from './mediaRoom';
import type { MediaCalls, MediaData, MediaEvent, MediaMethod, MediaReply } from './mediaNode';
import type { MediaSettings } from './wire';
import { createWorkerPool, type PooledWorker } from './workerPool';

/** Nothing is an empty answer. */
type Answer<M extends MediaMethod> = Promise<MediaReply<M> | void> | MediaReply<M> | void;
type Handlers = { readonly [M in MediaMethod]: (data: MediaData<M>) => Answer<M> };

/** Everything the media process does, apart from how it is spoken to. */
export async function createMediaProcess(
  settings: MediaSettings,
  emit: (event: MediaEvent) => void,
) {
  const rooms = new Map<string, Promise<MediaRoom>>();
  const open = new Map<string, MediaRoom>();
  const consumersOn = (pooled: PooledWorker) =>
    [...open.values()].reduce(
      (sum, room) => sum + (room.pooled === pooled ? 1 + room.consumers() : 0),
      0,
    );
  const pool = await createWorkerPool(settings, consumersOn, (dead) => {
    const lost = [...open].filter(([, room]) => room.pooled === dead).map(([roomId]) => roomId);
    for (const roomId of lost) forget(roomId);
    emit({ type: 'roomsLost', roomIds: lost });
  });

  function forget(roomId: string): void {
    rooms.delete(roomId);
    open.delete(roomId);
  }

  /** Two people at the door at once still get one room. */
  async function openRoom(roomId: string): Promise<MediaRoom> {
    const known = rooms.get(roomId);
    if (known) return known;
    const making = createMediaRoom(roomId, pool.take(), emit);
    rooms.set(roomId, making);
    try {
      const room = await making;
      open.set(roomId, room);
      return room;
    } catch (error) {
      forget(roomId);
      throw error;
    }
  }

  const inRoom =
    <M extends MediaMethod>(work: (room: MediaRoom, data: MediaData<M>) => Answer<M>) =>
    (data: MediaData<M>): Answer<M> => {
      const room = open.get((data as { roomId: string }).roomId);
      if (!room) throw new AppFailure(appError('conflict', 'conference.mediaEpoch'));
      return work(room, data);
    };

  const handlers: Handlers = {
    openRoom: async ({ roomId }) => {
      const { routerRtpCapabilities } = await openRoom(roomId);
      return { routerRtpCapabilities: routerRtpCapabilities };
    },
    closeRoom: ({ roomId }) => {
      open.get(roomId)?.close();
      forget(roomId);
    },
    createTransport: inRoom((room, data) => room.createTransport(data)),
    connectTransport: inRoom((room, data) => room.connectTransport(data)),
    restartIce: inRoom((room, data) => room.restartIce(data)),
    closeTransport: inRoom((room, data) => room.closeTransport(data)),
    produce: inRoom((room, data) => room.produce(data)),
    closeTrack: inRoom((room, data) => room.closeTrack(data)),
    pauseTrack: inRoom((room, data) => room.pauseTrack(data)),
    consume: inRoom((room, data) => room.consume(data)),
    resumeConsumer: inRoom((room, data) => room.resumeConsumer(data)),
    closeConsumer: inRoom((room, data) => room.closeConsumer(data)),
    setWants: inRoom((room, data) => room.setWants(data)),
    requestKeyFrame: inRoom((room, data) => room.requestKeyFrame(data)),
    closeSeat: inRoom((room, data) => room.closeSeat(data)),
    describe: () => ({
      workers: pool.all().map((pooled) => {
        const here = [...open.values()].filter((room) => room.pooled === pooled);
        return {
          pid: pooled.worker.pid,
          rooms: here.length,
          consumers: here.reduce((sum, room) => sum + room.consumers(), 0),
        };
      }),
    }),
  };

  /** Never throws: what goes wrong is the caller's answer. */
  async function handle<M extends MediaMethod>(
    method: M,
    data: MediaData<M>,
  ): Promise<Result<MediaCalls[M]['reply'], AppError>> {
    try {
      const reply = await (handlers[method] as (data: MediaData<M>) => unknown)(data);
      return ok((reply ?? {}) as MediaReply<M>);
    } catch (error) {
      return err(toAppError(error));
    }
  }
  return { handle, close: () => pool.close() };
}

/** The worker judges what a client sent: what it does not take is the client's fault, not ours. */
function toAppError(error: unknown): AppError {
  if (error instanceof AppFailure) return error.error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (name === 'TypeError' || name === 'UnsupportedError')
    return appError('unsupported', 'conference.mediaRefused', { message });
  if (name === 'InvalidStateError')
    return appError('conflict', 'conference.mediaEpoch', { message });
  return appError('unsupported', 'conference.mediaRefused', { message });
}
