import type { AppError } from '../../../../shared/domain/errors';
import type { Seat } from '../../../../shared/domain/conference/seat';
import type { Result } from '../../../../shared/lib/result';
import type {
  RequestData,
  RequestMethod,
  RequestReply,
} from '../../../../shared/signaling/requests';
import type { ConferenceDeps } from '../deps';
import type { Connection } from './connection';
import type { LiveRoom } from './liveRoom';
import type { OpenRoom } from './roomMedia';
import type { Rooms } from './rooms';

/** Who asks, in which room. There is no room in any message: nobody can ask of another one. */
export type Asker = {
  readonly deps: ConferenceDeps;
  readonly rooms: Rooms;
  readonly opened: OpenRoom;
  readonly room: LiveRoom;
  readonly connection: Connection;
  readonly seat: Seat;
};

export type RequestHandler<M extends RequestMethod> = (
  asker: Asker,
  data: RequestData<M>,
) => Promise<Result<RequestReply<M>, AppError>>;

export type RequestHandlers<M extends RequestMethod> = { readonly [K in M]: RequestHandler<K> };
