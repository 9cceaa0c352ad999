import type { DesktopBridge } from '../../ports/desktopBridge';

/** Through the system's dialog on the desktop (PDF only there), as a download in a browser. */
export async function saveFile(desktop: DesktopBridge, file: Blob, name: string): Promise<void> {
  if (desktop.isDesktop && file.type === 'application/pdf') {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const saved = await desktop.call('report.savePdf', { suggestedName: name, bytes });
    if (saved.ok) return;
  }
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the download has its own hold on the bytes once it has begun
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Prints what the print style sheet leaves visible. */
export async function printWindow(desktop: DesktopBridge): Promise<void> {
  if (desktop.isDesktop) await desktop.call('report.print');
  else window.print();
}
