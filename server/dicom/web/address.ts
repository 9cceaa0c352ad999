import type { FastifyRequest } from 'fastify';

export const PREFIX = '/dicom-web';

export type InstanceUids = {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
};

/** Absolute address of the DICOMweb service as this client reached it. */
export const serviceUrl = (request: FastifyRequest): string =>
  `${request.protocol}://${request.host}${PREFIX}`;

export const studyUrl = (service: string, study: string): string => `${service}/studies/${study}`;
export const seriesUrl = (service: string, study: string, series: string): string =>
  `${studyUrl(service, study)}/series/${series}`;
export const instanceUrl = (service: string, uids: InstanceUids): string =>
  `${seriesUrl(service, uids.studyInstanceUid, uids.seriesInstanceUid)}/instances/${uids.sopInstanceUid}`;
