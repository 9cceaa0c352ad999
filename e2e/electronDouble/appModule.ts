import { EventEmitter } from 'node:events';
import { join } from 'node:path';

export type AppOptions = { readonly appPath: string; readonly profile: string };

/** `app`: the life cycle of the program. */
export class DoubleApp extends EventEmitter {
  readonly isPackaged = false;
  private readonly options_: AppOptions;
  private readonly ready_: Promise<void>;
  private setReady_: () => void = () => undefined;
  private isReady_ = false;

  constructor(options: AppOptions) {
    super();
    this.options_ = options;
    this.ready_ = new Promise((resolve) => (this.setReady_ = resolve));
  }

  becomeReady(): void {
    this.isReady_ = true;
    this.setReady_();
    this.emit('ready');
  }

  whenReady(): Promise<void> {
    return this.ready_;
  }

  isReady(): boolean {
    return this.isReady_;
  }

  getAppPath(): string {
    return this.options_.appPath;
  }

  getPath(name: string): string {
    const { profile } = this.options_;
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
    if (this.isReady_) throw new Error('app.enableSandbox() can only be called before ready');
  }

  setAsDefaultProtocolClient(): boolean {
    return true;
  }

  quit(): void {
    this.emit('before-quit', { preventDefault: () => undefined });
    this.emit('quit', {}, 0);
  }
}
