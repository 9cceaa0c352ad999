type Kind = 'cMapUrl' | 'standardFontDataUrl' | 'wasmUrl';

/**
 * Character maps, substitute fonts and decoders that pdf.js asks for by name, as files of our own build. Hospital systems
 * write PDFs that only name SimSun or a GBK encoding; without these maps such pages come out empty.
 * `no-inline`: a data: URL would be refused by `connect-src 'self'`.
 */
const files: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  cMapUrl: byName(
    import.meta.glob<string>('../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
      query: '?url&no-inline',
      import: 'default',
      eager: true,
    }),
  ),
  standardFontDataUrl: byName(
    import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
      query: '?url&no-inline',
      import: 'default',
      eager: true,
    }),
  ),
  wasmUrl: byName(
    import.meta.glob<string>('../../../node_modules/pdfjs-dist/wasm/*.wasm', {
      query: '?url&no-inline',
      import: 'default',
      eager: true,
    }),
  ),
};

function byName(urls: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(urls).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]),
  );
}

/** What pdf.js calls on the main thread; it knows nothing of hashed file names. */
export class BundledAssets {
  async fetch({ kind, filename }: { kind: Kind; filename: string }): Promise<Uint8Array> {
    const url = files[kind][filename];
    if (url === undefined) throw new Error(`no bundled ${kind} file ${filename}`);
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`bundled file ${filename} answered ${String(reply.status)}`);
    return new Uint8Array(await reply.arrayBuffer());
  }
}
