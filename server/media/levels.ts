import type { types } from 'mediasoup';
import type { MediaEvent } from './mediaNode';
import { LEVEL_EVERY_MS, LEVEL_THRESHOLD_DBOV } from './policies';

const MOST_LISTED = 16;

/** How loud everybody is, and who speaks. One message for both: at most as often as the levels come. */
export async function watchLevels(
  router: types.Router,
  roomId: string,
  emit: (event: MediaEvent) => void,
) {
  const observer = await router.createAudioLevelObserver({
    maxEntries: MOST_LISTED,
    threshold: LEVEL_THRESHOLD_DBOV,
    interval: LEVEL_EVERY_MS,
  });
  const speakers = await router.createActiveSpeakerObserver({ interval: 300 });
  let speaker: string | null = null;
  const tell = (levels: { trackId: string; dbov: number }[]) =>
    emit({ type: 'levels', roomId, speakerTrackId: levels.length > 0 ? speaker : null, levels });

  observer.on('volumes', (volumes) =>
    tell(volumes.map(({ producer, volume }) => ({ trackId: trackOf(producer), dbov: volume }))),
  );
  observer.on('silence', () => tell([]));
  speakers.on('dominantspeaker', ({ producer }) => {
    speaker = trackOf(producer);
  });
  return {
    /** Leaves by itself when the producer closes. */
    async add({ id }: types.Producer) {
      await observer.addProducer({ producerId: id });
      await speakers.addProducer({ producerId: id });
    },
  };
}

const trackOf = ({ appData }: types.Producer): string => String(appData['trackId']);
