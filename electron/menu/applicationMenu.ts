import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopText } from '../i18n/desktopText';

type Entry = MenuItemConstructorOptions;

/** The menu, mostly for its keys: on macOS copy and paste do not work without it, and zoom is how 125-200 % is reached. */
export function applicationMenu(
  text: DesktopText,
  actions: { readonly openLogs: () => void },
): Entry[] {
  const separator: Entry = { type: 'separator' };
  return [
    { label: text('menu.file'), submenu: [{ role: 'quit', label: text('menu.quit') }] },
    {
      label: text('menu.edit'),
      submenu: [
        { role: 'undo', label: text('menu.undo') },
        { role: 'redo', label: text('menu.redo') },
        separator,
        { role: 'cut', label: text('menu.cut') },
        { role: 'copy', label: text('menu.copy') },
        { role: 'paste', label: text('menu.paste') },
        { role: 'selectAll', label: text('menu.selectAll') },
      ],
    },
    {
      label: text('menu.view'),
      submenu: [
        { role: 'reload', label: text('menu.reload') },
        separator,
        { role: 'zoomIn', label: text('menu.zoomIn') },
        { role: 'zoomOut', label: text('menu.zoomOut') },
        { role: 'resetZoom', label: text('menu.zoomReset') },
        separator,
        { role: 'togglefullscreen', label: text('menu.fullScreen') },
      ],
    },
    {
      label: text('menu.window'),
      submenu: [
        { role: 'minimize', label: text('menu.minimize') },
        { role: 'close', label: text('menu.close') },
      ],
    },
    {
      label: text('menu.help'),
      submenu: [{ label: text('menu.openLogs'), click: () => actions.openLogs() }],
    },
  ];
}
