/** The one part of dcmjs used here: its copy of the data dictionary (PS3.6). */
declare module 'dcmjs' {
  type Entry = { readonly tag: string; readonly vr: string; readonly name: string };
  const dcmjs: {
    readonly data: {
      readonly DicomMetaDictionary: {
        readonly dictionary: Readonly<Record<string, Entry | undefined>>;
        readonly nameMap: Readonly<Record<string, Entry | undefined>>;
      };
    };
  };
  export default dcmjs;
}
