import type { FastifyReply } from 'fastify'
import type { Readable } from 'node:stream'

/** A Fastify reply: the type of its own `send` takes the objects of a schema, not their text. */
interface Reply {
  type(contentType: string): { send(text: unknown): FastifyReply }
}

/** Sends text, as one string or as a stream. */
export const sendText = (reply: Reply, contentType: string, text: string | Readable) =>
  reply.type(contentType).send(text)

/** Sends JSON that is already text: for the most frequent responses no object is built. */
export const sendJson = (reply: Reply, json: string | Readable) =>
  sendText(reply, 'application/json', json)
