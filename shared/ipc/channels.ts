/**
 * Names only, free of zod: the sandboxed preload is built from these two lists.
 * A test holds them equal to the contract and to the event schemas.
 */
export const IPC_CHANNELS = [
  'app.info',
  'server.getAddress',
  'server.setAddress',
  'files.pickForImport',
  'files.releaseImport',
  'report.savePdf',
  'report.print',
  'shell.openLogs',
  'window.openSecondScreen',
  'notify.show',
  'secrets.get',
  'secrets.set',
  'session.lockState',
  'deepLink.takePending',
  'screenShare.listSources',
  'screenShare.choose',
  'update.check',
  'update.install',
] as const;
export type IpcChannelName = (typeof IPC_CHANNELS)[number];

export const IPC_EVENTS = [
  'power.locked',
  'update.state',
  'deepLink.opened',
  'notification.opened',
] as const;
export type IpcEventName = (typeof IPC_EVENTS)[number];
