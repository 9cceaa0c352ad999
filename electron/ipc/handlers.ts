import type { AppError } from '../../shared/domain/errors';
import type { IpcChannel, IpcInput, IpcOutput } from '../../shared/ipc/contract';
import type { Result } from '../../shared/lib/result';

/** Which of our windows asked; what a handler does may depend on it, whether it may ask does not. */
export type IpcCaller = { readonly senderId: number };

/** One handler per channel: a missing or a surplus one does not compile. */
export type IpcHandlers = {
  readonly [C in IpcChannel]: (
    input: IpcInput<C>,
    caller: IpcCaller,
  ) => Promise<Result<IpcOutput<C>, AppError>>;
};
