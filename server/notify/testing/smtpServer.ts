import { createServer, type Socket } from 'node:net';
import { listen, type RunningServer } from './localServer';

export type SmtpBehaviour = 'accept' | 'refuseRecipient' | 'busy' | 'dropAfterData';
export type ReceivedMail = { readonly from: string; readonly to: string; readonly source: string };

/** A mail server of a few lines: speaks enough RFC 5321 for one message and can misbehave on demand. */
export async function startSmtpServer(
  behaviour: SmtpBehaviour,
): Promise<RunningServer & { readonly mails: readonly ReceivedMail[] }> {
  const mails: ReceivedMail[] = [];
  const server = createServer((socket) => converse(socket, behaviour, mails));
  return { ...(await listen(server)), mails };
}

function converse(socket: Socket, behaviour: SmtpBehaviour, mails: ReceivedMail[]): void {
  let pending = '';
  let inData = false;
  const mail = { from: '', to: '', source: '' };
  const say = (line: string): boolean => socket.write(`${line}\r\n`);
  const finish = (): void => {
    inData = false;
    if (behaviour === 'dropAfterData') {
      socket.destroy();
      return;
    }
    mails.push({ ...mail });
    say('250 queued');
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL') mail.from = line;
    if (verb === 'RCPT') mail.to = line;
    if (verb === 'RCPT' && behaviour === 'refuseRecipient') say('550 no such mailbox');
    else if (verb === 'MAIL' && behaviour === 'busy') say('451 try again later');
    else if (verb === 'DATA') {
      inData = true;
      say('354 go on');
    } else say(verb === 'QUIT' ? '221 bye' : '250 ok');
  };
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    pending += chunk.toString('utf8');
    for (;;) {
      const end = pending.indexOf('\r\n');
      if (end < 0) return;
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (!inData) command(line);
      else if (line === '.') finish();
      else mail.source += `${line}\n`;
    }
  });
  say('220 test');
}
