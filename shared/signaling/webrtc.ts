import { z } from 'zod';

/**
 * What WebRTC needs to be told. The shapes are mediasoup's; here only what the product itself reads is named, the rest passes
 * through and is judged by the media worker.
 */
const codec = z.looseObject({
  mimeType: z.string().max(60),
  payloadType: z.int().min(0).max(127),
  clockRate: z.int().positive(),
  channels: z.int().positive().optional(),
});

export const rtpParametersSchema = z.looseObject({
  mid: z.string().max(40).optional(),
  codecs: z.array(codec).min(1).max(12),
  headerExtensions: z
    .array(z.looseObject({ uri: z.string().max(200) }))
    .max(40)
    .optional(),
  encodings: z.array(z.looseObject({})).max(6).optional(),
  rtcp: z.looseObject({}).optional(),
});
export type RtpParametersMessage = z.infer<typeof rtpParametersSchema>;

export const rtpCapabilitiesSchema = z.looseObject({
  codecs: z
    .array(z.looseObject({ mimeType: z.string().max(60) }))
    .max(60)
    .optional(),
  headerExtensions: z
    .array(z.looseObject({ uri: z.string().max(200) }))
    .max(60)
    .optional(),
});
export type RtpCapabilitiesMessage = z.infer<typeof rtpCapabilitiesSchema>;

export const dtlsParametersSchema = z.looseObject({
  role: z.enum(['auto', 'client', 'server']).optional(),
  fingerprints: z
    .array(z.object({ algorithm: z.string().max(12), value: z.string().max(200) }))
    .min(1)
    .max(8),
});

export const iceParametersSchema = z.looseObject({
  usernameFragment: z.string(),
  password: z.string(),
  iceLite: z.boolean().optional(),
});
export const iceCandidatesSchema = z.array(z.looseObject({})).max(40);

/** As `RTCPeerConnection` takes them. TURN credentials are for this seat and end after some hours. */
export const iceServerSchema = z.object({
  urls: z.array(z.string()).min(1),
  username: z.string().optional(),
  credential: z.string().optional(),
});
export type IceServer = z.infer<typeof iceServerSchema>;

/**
 * How speech is protected on one transport. `none`: what the browser does by itself (in-band FEC, NACK). Others are layers of
 * ours, agreed between client and server when the transport is made; the server answers with what it chose of the offer.
 */
export const AUDIO_REDUNDANCY = ['none', 'duplicate'] as const;
export type AudioRedundancy = (typeof AUDIO_REDUNDANCY)[number];

/** How large a picture is needed where it is shown; the server pauses what nobody looks at. */
export const WANTS = ['off', 'small', 'medium', 'full'] as const;
export type Want = (typeof WANTS)[number];
