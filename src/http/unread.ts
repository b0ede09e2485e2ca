import type { FastifyReply } from 'fastify'

/** How long a stream may stand still. */
const UNREAD_MS = 60_000

/** Has a connection closed whose client asks for a stream and does not read it. */
export const closeUnread = (connection: FastifyReply['raw']): void =>
  void connection.setTimeout(UNREAD_MS, () => connection.destroy())
