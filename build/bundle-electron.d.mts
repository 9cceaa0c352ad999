export function bundleElectron(options?: {
  readonly outDir?: string;
  readonly minify?: boolean;
}): Promise<{ readonly main: string; readonly preload: string }>;
