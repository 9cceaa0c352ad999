import type { types } from 'mediasoup';
import { appError, AppFailure } from '../../shared/domain/errors';
import type { TrackSource } from '../../shared/domain/conference/track';
import type { RtpCapabilitiesMessage, Want } from '../../shared/signaling/webrtc';
import type { ConsumerChange } from './mediaNode';
import { layersOf, priorityOf } from './policies';

/** A stream on its way to one seat. It flows once the receiver is built (`begin`) and as long as somebody looks (`want`). */
export type SeatConsumer = {
  begin(): Promise<void>;
  want(want: Want): Promise<void>;
  requestKeyFrame(): Promise<void>;
  close(): void;
};

export async function consumeTrack(
  router: types.Router,
  transport: types.WebRtcTransport,
  producer: types.Producer,
  rtpCapabilities: RtpCapabilitiesMessage,
): Promise<types.Consumer> {
  const asked = {
    producerId: producer.id,
    rtpCapabilities: rtpCapabilities as types.RtpCapabilities,
  };
  if (!router.canConsume(asked))
    throw new AppFailure(appError('unsupported', 'conference.mediaRefused'));
  return transport.consume({ ...asked, paused: true, appData: { ...producer.appData } });
}

export function createSeatConsumer(
  consumer: types.Consumer,
  steps: { readonly spatial: number; readonly temporal: number },
  tell: (change: ConsumerChange) => void,
): SeatConsumer {
  const source = consumer.appData['source'] as TrackSource;
  let isBuilt = false;
  let wanted: Want = 'full';

  async function settle(): Promise<void> {
    if (consumer.closed) return;
    const flows = isBuilt && wanted !== 'off';
    if (flows && consumer.kind === 'video') {
      await consumer.setPriority(priorityOf(source, wanted));
      if (steps.spatial > 1 || steps.temporal > 1)
        await consumer.setPreferredLayers(layersOf(source, wanted, steps));
    }
    if (flows && consumer.paused) await consumer.resume();
    if (!flows && !consumer.paused) await consumer.pause();
  }

  consumer.observer.once('close', () => tell({ type: 'closed' }));
  consumer.on('producerpause', () => tell({ type: 'paused' }));
  consumer.on('producerresume', () => tell({ type: 'resumed' }));
  consumer.on('layerschange', (layers) =>
    tell({
      type: 'layers',
      spatial: layers?.spatialLayer ?? null,
      temporal: layers?.temporalLayer ?? null,
    }),
  );
  consumer.on('score', ({ score, producerScore }) => tell({ type: 'score', score, producerScore }));
  return {
    async begin() {
      isBuilt = true;
      await settle();
    },
    async want(want) {
      wanted = want;
      await settle();
    },
    requestKeyFrame: () => consumer.requestKeyFrame(),
    close: () => consumer.close(),
  };
}
