import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { DesktopText } from '../i18n/desktopText';
import type { SavePdfPorts } from '../export/savePdf';
import type { PickPorts } from './pickForImport';

/** The operating system's dialogs, attached to the window that asked. */
export function systemDialogs(
  text: DesktopText,
  find: (senderId: number) => BrowserWindow | null,
): Pick<PickPorts, 'askForFiles' | 'askForFolder'> & Pick<SavePdfPorts, 'askWhere'> {
  const open = async (senderId: number, options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = find(senderId);
    if (parent === null) return []; // closed while the call was on its way
    return (await dialog.showOpenDialog(parent, options)).filePaths;
  };
  return {
    askForFiles: (senderId) =>
      open(senderId, {
        title: text('dialog.pickFiles'),
        properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
      }),
    askForFolder: async (senderId) => {
      const title = text('dialog.pickFolder');
      const properties: OpenDialogOptions['properties'] = ['openDirectory', 'dontAddToRecent'];
      return (await open(senderId, { title, properties }))[0] ?? null;
    },
    askWhere: async (senderId, suggestedName) => {
      const parent = find(senderId);
      if (parent === null) return null;
      const { filePath } = await dialog.showSaveDialog(parent, {
        title: text('dialog.savePdf'),
        defaultPath: suggestedName,
        filters: [{ name: text('dialog.pdfFiles'), extensions: ['pdf'] }],
        properties: ['dontAddToRecent', 'showOverwriteConfirmation', 'createDirectory'],
      });
      return filePath === '' ? null : filePath;
    },
  };
}
