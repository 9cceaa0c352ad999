import { z } from 'zod';
import { instantSchema } from '../identity/actor';
import { seatIdSchema } from './seat';

export const trackIdSchema = z.uuid().brand<'TrackId'>();
export type TrackId = z.infer<typeof trackIdSchema>;

/** Where sound or picture comes from. Everything below `microphone` is a secondary stream (辅流): always its own track. */
export const TRACK_SOURCES = [
  'camera',
  'microphone',
  'screen',
  'window',
  'ultrasound',
  'endoscope',
  'microscope',
  'monitor', // bedside monitor, ventilator
  'documentCamera',
  'captureCard',
  'deviceSound', // sound that belongs to a secondary stream
] as const;
export const trackSourceSchema = z.enum(TRACK_SOURCES);
export type TrackSource = (typeof TRACK_SOURCES)[number];

export const isSecondary = (source: TrackSource): boolean =>
  source !== 'camera' && source !== 'microphone';

export const trackSchema = z.object({
  /** Chosen by the server; a new one whenever something is produced anew. */
  trackId: trackIdSchema,
  seatId: seatIdSchema,
  kind: z.enum(['audio', 'video']),
  source: trackSourceSchema,
  /** What the sender calls it: 「床旁超声」. Shown with 辅流·非诊断级 for every secondary stream. */
  label: z.string().max(80),
  codec: z.string().max(40),
  /** Paused by its sender: a muted microphone, a covered camera. */
  isPaused: z.boolean(),
  /** Paused by the host through the seat; the sender cannot undo it. */
  isStoppedByHost: z.boolean(),
  /** Simulcast or SVC steps that can be asked for; 1 × 1 where there are none. */
  layers: z.object({
    spatial: z.int().min(1).max(4),
    temporal: z.int().min(1).max(4),
  }),
  startedAt: instantSchema,
});
export type Track = z.infer<typeof trackSchema>;
