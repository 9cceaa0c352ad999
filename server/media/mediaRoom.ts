import type { types } from 'mediasoup';
import { appError, AppFailure } from '../../shared/domain/errors';
import type { MediaData, MediaEvent, MediaReply } from './mediaNode';
import { consumeTrack, createSeatConsumer, type SeatConsumer } from './seatConsumer';
import { watchLevels } from './levels';
import { MEDIA_CODECS } from './codecs';
import { MAX_INCOMING_BPS, START_OUTGOING_BPS } from './policies';
import type { PooledWorker } from './workerPool';

type SeatMedia = {
  readonly transports: Map<string, types.WebRtcTransport>;
  readonly consumers: Map<string, SeatConsumer>;
};

export type MediaRoom = Awaited<ReturnType<typeof createMediaRoom>>;

const unknown = (code: 'conference.mediaEpoch' | 'conference.unknownTrack') =>
  new AppFailure(appError('conflict', code));

/** One consultation's streams on one worker. Knows seats by their ids only; never asks who somebody is. */
export async function createMediaRoom(
  roomId: string,
  pooled: PooledWorker,
  emit: (event: MediaEvent) => void,
) {
  const router = await pooled.worker.createRouter({ mediaCodecs: MEDIA_CODECS });
  const levels = await watchLevels(router, roomId, emit);
  const seats = new Map<string, SeatMedia>();
  const producers = new Map<string, types.Producer>();

  const seatOf = (seatId: string): SeatMedia => {
    const seat = seats.get(seatId) ?? { transports: new Map(), consumers: new Map() };
    seats.set(seatId, seat);
    return seat;
  };
  const transportOf = ({ seatId, transportId }: { seatId: string; transportId: string }) => {
    const transport = seats.get(seatId)?.transports.get(transportId);
    if (!transport) throw unknown('conference.mediaEpoch');
    return transport;
  };
  const consumerOf = ({ seatId, consumerId }: { seatId: string; consumerId: string }) => {
    const consumer = seats.get(seatId)?.consumers.get(consumerId);
    if (!consumer) throw unknown('conference.unknownTrack');
    return consumer;
  };

  async function createTransport({
    seatId,
  }: MediaData<'createTransport'>): Promise<MediaReply<'createTransport'>> {
    const transport = await router.createWebRtcTransport({
      webRtcServer: pooled.server,
      enableUdp: true,
      enableTcp: true,
      preferUdp: true,
      initialAvailableOutgoingBitrate: START_OUTGOING_BPS,
    });
    await transport.setMaxIncomingBitrate(MAX_INCOMING_BPS);
    seatOf(seatId).transports.set(transport.id, transport);
    const tell = (state: 'failed' | 'closed') =>
      emit({ type: 'transport', roomId, seatId, transportId: transport.id, state });
    transport.on('icestatechange', (state) => {
      if (state === 'disconnected') tell('failed');
    });
    transport.on('dtlsstatechange', (state) => {
      if (state === 'failed') tell('failed');
    });
    return {
      transportId: transport.id,
      iceParameters: { ...transport.iceParameters },
      iceCandidates: transport.iceCandidates.map((candidate) => ({ ...candidate })),
      dtlsParameters: { ...transport.dtlsParameters },
    };
  }

  async function produce(data: MediaData<'produce'>): Promise<MediaReply<'produce'>> {
    const producer = await transportOf(data).produce({
      kind: data.kind,
      rtpParameters: data.rtpParameters as types.RtpParameters,
      paused: data.isPaused,
      // a screen that is asked for its picture again costs a whole one
      keyFrameRequestDelay: data.source === 'screen' || data.source === 'window' ? 2000 : 500,
      appData: { trackId: data.trackId, source: data.source },
    });
    producers.set(data.trackId, producer);
    if (data.source === 'microphone') await levels.add(producer);
    producer.observer.once('close', () => {
      producers.delete(data.trackId);
      emit({ type: 'trackClosed', roomId, trackId: data.trackId });
    });
    return { codec: codecOf(producer.rtpParameters), layers: layersOfProducer(producer) };
  }

  async function consume(data: MediaData<'consume'>): Promise<MediaReply<'consume'>> {
    const producer = producers.get(data.trackId);
    if (!producer) throw unknown('conference.unknownTrack');
    const transport = transportOf(data);
    const consumer = await consumeTrack(router, transport, producer, data.rtpCapabilities);
    const { seatId } = data;
    const { consumers } = seatOf(seatId);
    consumers.set(
      consumer.id,
      createSeatConsumer(consumer, layersOfProducer(producer), (change) => {
        if (change.type === 'closed') consumers.delete(consumer.id);
        emit({ type: 'consumer', roomId, seatId, consumerId: consumer.id, change });
      }),
    );
    return {
      consumerId: consumer.id,
      kind: consumer.kind,
      rtpParameters: consumer.rtpParameters,
      isProducerPaused: consumer.producerPaused,
    };
  }

  async function setWants({ seatId, wants }: MediaData<'setWants'>): Promise<void> {
    const consumers = seats.get(seatId)?.consumers;
    // one that closed meanwhile is no error: the layout was drawn before the news came
    await Promise.all(
      wants.map(async ({ consumerId, want }) => consumers?.get(consumerId)?.want(want)),
    );
  }

  return {
    pooled,
    routerRtpCapabilities: router.rtpCapabilities,
    createTransport,
    produce,
    consume,
    setWants,
    connectTransport: async (data: MediaData<'connectTransport'>) => {
      const dtlsParameters = data.dtlsParameters as types.DtlsParameters;
      await transportOf(data).connect({ dtlsParameters });
    },
    restartIce: async (data: MediaData<'restartIce'>) => ({
      iceParameters: { ...(await transportOf(data).restartIce()) },
    }),
    closeTransport(data: MediaData<'closeTransport'>) {
      transportOf(data).close();
      seats.get(data.seatId)?.transports.delete(data.transportId);
    },
    closeTrack: ({ trackId }: MediaData<'closeTrack'>) => producers.get(trackId)?.close(),
    async pauseTrack({ trackId, isPaused }: MediaData<'pauseTrack'>) {
      const producer = producers.get(trackId);
      if (!producer) throw unknown('conference.unknownTrack');
      await (isPaused ? producer.pause() : producer.resume());
    },
    resumeConsumer: (data: MediaData<'resumeConsumer'>) => consumerOf(data).begin(),
    closeConsumer: (data: MediaData<'closeConsumer'>) => consumerOf(data).close(),
    requestKeyFrame: (data: MediaData<'requestKeyFrame'>) => consumerOf(data).requestKeyFrame(),
    closeSeat({ seatId }: MediaData<'closeSeat'>) {
      for (const transport of seats.get(seatId)?.transports.values() ?? []) transport.close();
      seats.delete(seatId);
    },
    consumers: () => [...seats.values()].reduce((sum, seat) => sum + seat.consumers.size, 0),
    close: () => router.close(),
  };
}

/** Steps a receiver may be given: from the sender's encodings, or from the name of its scalability mode. */
function layersOfProducer({ rtpParameters, type }: types.Producer) {
  const encodings = rtpParameters.encodings ?? [];
  const mode = /^[LS](\d)T(\d)/.exec(encodings[0]?.scalabilityMode ?? '');
  const steps = { spatial: Number(mode?.[1] ?? 1), temporal: Number(mode?.[2] ?? 1) };
  return type === 'simulcast' ? { ...steps, spatial: encodings.length } : steps;
}

const codecOf = ({ codecs }: types.RtpParameters): string =>
  codecs[0]?.mimeType.split('/')[1] ?? '';
