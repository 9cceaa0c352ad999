import { volumePresetsOf } from '../../../shared/domain/imaging/volumePreset';
import type { VolumeRefusal } from '../../ports/volumeViewer';

/** Why a solid cannot be asked for. `starting`: the viewer is not there yet and nobody knows. */
export type SolidRefusal = VolumeRefusal | 'starting' | 'modality';

/** Why the set in the active place cannot be drawn as a solid; `null` where it can be tried. */
export function solidRefusal(
  viewer: { readonly volumeRefusal: VolumeRefusal | null } | null,
  modality: string | null,
): SolidRefusal | null {
  if (!viewer) return 'starting';
  if (viewer.volumeRefusal) return viewer.volumeRefusal;
  return volumePresetsOf(modality ?? '').length === 0 ? 'modality' : null;
}
