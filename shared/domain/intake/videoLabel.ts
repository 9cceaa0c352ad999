import { recordPayloadSchema } from './payload';

const CONTAINERS: Readonly<Record<string, string>> = {
  'video/mp4': 'MP4',
  'video/webm': 'WebM',
  'video/x-msvideo': 'AVI',
};

/** What a video is, for whoever has to find a program for it: container, and codec where the file was read. */
export function labelOfVideo(record: {
  readonly mime: string | null;
  readonly payload?: unknown;
}): string {
  const { mime, payload } = record;
  const parsed = recordPayloadSchema.safeParse(payload);
  const codec = parsed.success ? parsed.data.video?.codec : undefined;
  return [CONTAINERS[mime ?? ''] ?? mime ?? '', codec].filter(Boolean).join(' · ');
}
