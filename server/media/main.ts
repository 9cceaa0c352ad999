import { createMediaProcess } from './process';
import type { FromMedia, MediaSettings, ToMedia } from './wire';

/**
 * The media process: streams only, no accounts, no cases, no database. Started by the API process, which speaks to it over the
 * pipe of `fork`; it ends when that pipe does.
 */
const send = (message: FromMedia) => {
  if (process.connected) process.send?.(message);
};

const settings = JSON.parse(process.env['HUIZHEN_MEDIA_SETTINGS'] ?? '{}') as MediaSettings;
const media = await createMediaProcess(settings, (event) => send({ type: 'event', event }));

process.on('message', (message: ToMedia) => {
  void media
    .handle(message.method, message.data)
    .then((result) => send({ type: 'reply', id: message.id, result }));
});
process.on('disconnect', () => {
  media.close();
  process.exit(0);
});
// Ctrl-C reaches the whole group; the API process ends this one when it has said goodbye
process.on('SIGINT', () => undefined);
send({ type: 'ready' });
