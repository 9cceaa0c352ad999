import type { Opinion } from '../../../../shared/domain/consultation/case';
import { isDissent } from '../../../../shared/domain/consultation/opinionAccess';
import type { UserId } from '../../../../shared/domain/identity/actor';
import type { KeyImage, ReportContent } from '../../../../shared/domain/report/report';
import { REPORT_SECTIONS, type ReportSection } from '../../../../shared/domain/report/sections';
import { keyImageId } from '../keyImages/keyImage';

export type ReportChange = (content: ReportContent) => ReportContent;

export const setSection =
  (section: ReportSection, text: string): ReportChange =>
  (content) => ({ ...content, [section]: text });

/** Puts an opinion under what is already in the conclusion; the author is named so that the chief knows whose words these are. */
export const appendToConclusion =
  (author: string, text: string): ReportChange =>
  (content) => ({
    ...content,
    conclusion: [content.conclusion.trimEnd(), `${author}：${text}`].filter(Boolean).join('\n'),
  });

/** Takes an opinion over word for word under its author's name; importing it again renews the words. */
export const importDissent =
  (opinion: Pick<Opinion, 'expertId' | 'text'>, expertName: string): ReportChange =>
  (content) => ({
    ...content,
    dissent: [
      ...content.dissent.filter((entry) => entry.expertId !== opinion.expertId),
      { expertId: opinion.expertId, expertName, text: opinion.text },
    ],
  });

export const removeDissent =
  (expertId: UserId): ReportChange =>
  (content) => ({
    ...content,
    dissent: content.dissent.filter((entry) => entry.expertId !== expertId),
  });

export const captionKeyImage =
  (id: string, caption: string): ReportChange =>
  (content) => ({
    ...content,
    keyImages: content.keyImages.map((image) =>
      keyImageId(image) === id ? { ...image, caption } : image,
    ),
  });

export const removeKeyImage =
  (id: string): ReportChange =>
  (content) => ({
    ...content,
    keyImages: content.keyImages.filter((image) => keyImageId(image) !== id),
  });

export const moveKeyImage =
  (id: string, step: 1 | -1): ReportChange =>
  (content) => {
    const from = content.keyImages.findIndex((image) => keyImageId(image) === id);
    const to = from + step;
    const [moved, other] = [content.keyImages[from], content.keyImages[to]];
    if (!moved || !other) return content;
    const keyImages: KeyImage[] = content.keyImages.with(from, other).with(to, moved);
    return { ...content, keyImages };
  };

/** Fills only sections nobody has written in. */
export const applyTemplate =
  (sections: Readonly<Record<ReportSection, string>>): ReportChange =>
  (content) =>
    REPORT_SECTIONS.reduce(
      (filled, section) =>
        filled[section].trim() === '' ? { ...filled, [section]: sections[section] } : filled,
      content,
    );

/** Opinions that have to be printed as dissent and are not yet, or not in their latest words (product T20). */
export function dissentToImport(
  opinions: readonly Opinion[],
  chiefId: UserId | null,
  content: ReportContent,
): readonly Opinion[] {
  const printed = new Map(content.dissent.map(({ expertId, text }) => [expertId, text]));
  return opinions.filter(
    (opinion) =>
      isDissent({ chiefId }, opinion) &&
      printed.get(opinion.expertId)?.trim() !== opinion.text.trim(),
  );
}
