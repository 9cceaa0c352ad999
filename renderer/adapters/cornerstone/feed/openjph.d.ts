declare module '@cornerstonejs/codec-openjph/wasmjs' {
  export type HTJ2KDecoder = {
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    decode(): void;
    delete(): void;
  };
  export type OpenJph = { readonly HTJ2KDecoder: new () => HTJ2KDecoder };
  const load: (options: {
    locateFile: (name: string) => string;
    print: () => void;
    printErr: () => void;
  }) => Promise<OpenJph>;
  export default load;
}

declare module '@cornerstonejs/codec-openjph/wasm?url' {
  const url: string;
  export default url;
}
