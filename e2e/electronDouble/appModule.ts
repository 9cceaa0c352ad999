import { EventEmitter } from 'node:events';
import { join } from 'node:path';

export type AppOptions = { readonly appPath: string; readonly profile: string };

/** `app`: the life cycle of the program. */
export class DoubleApp extends EventEmitter {
  readonly isPackaged = false;
  private readonly options: AppOptions;
  private readonly readiness: Promise<void>;
  private setReady: () => void = () => undefined;
  private hasBecomeReady = false;

  constructor(options: AppOptions) {
    super();
    this.options = options;
    this.readiness = new Promise((resolve) => (this.setReady = resolve));
  }

  becomeReady(): void {
    this.hasBecomeReady = true;
    this.setReady();
    this.emit('ready');
  }

  whenReady(): Promise<void> {
    return this.readiness;
  }

  isReady(): boolean {
    return this.hasBecomeReady;
  }

  getAppPath(): string {
    return this.options.appPath;
  }

  getPath(name: string): string {
    const { profile } = this.options;
    if (name === 'userData') return profile;
    if (name === 'logs') return join(profile, 'logs');
    throw new Error(`electron double: app.getPath('${name}') is not implemented`);
  }

  getName(): string {
    return 'huizhen';
  }

  getVersion(): string {
    return '0.0.0';
  }

  getLocale(): string {
    return 'zh-CN';
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  enableSandbox(): void {
    if (this.hasBecomeReady) throw new Error('app.enableSandbox() can only be called before ready');
  }

  setAsDefaultProtocolClient(): boolean {
    return true;
  }

  quit(): void {
    this.emit('before-quit', { preventDefault: () => undefined });
    this.emit('quit', {}, 0);
  }
}
