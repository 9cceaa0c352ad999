/**
 * Stands in the build for the library's reader of XML meshes, which none of our tools uses and which brings an XML and a
 * YAML parser of a third of a megabyte.
 */
const reader = {
  newInstance(): never {
    throw new Error('XML meshes cannot be read in this build');
  },
};
export default reader;
