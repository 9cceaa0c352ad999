// The block thread: holds the pictures of a series as one block and cuts planes out of it, so that no cut ever stops the page.
import type { BlockAnswer, BlockMessage } from './blockJob';
import { KeptBlock } from './keptBlock';

const blocks = new Map<string, KeptBlock>();

function answer(message: Extract<BlockMessage, { job: number }>): BlockAnswer {
  const { job } = message;
  try {
    const block = blocks.get(message.block);
    if (!block) throw new Error('the block is closed');
    const result =
      message.kind === 'cut' ? block.cut(message.cut, message.slab) : block.dump(message.step);
    return { job, ok: true, ...result };
  } catch (cause) {
    return { job, ok: false, message: cause instanceof Error ? cause.message : 'cut failed' };
  }
}

self.onmessage = ({ data }: MessageEvent<BlockMessage>) => {
  switch (data.kind) {
    case 'open':
      blocks.set(data.block, new KeptBlock(data.grid, data.halving));
      return;
    case 'slice':
      blocks.get(data.block)?.put(data.index, data.values);
      return;
    case 'close':
      blocks.delete(data.block);
      return;
    default: {
      const result = answer(data);
      self.postMessage(result, { transfer: result.ok ? [result.values.buffer] : [] });
    }
  }
};
