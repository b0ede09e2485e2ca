import type { FastifyRequest } from 'fastify'

const sentBodies = new WeakMap<FastifyRequest['raw'], unknown>()

/** A hook for `preValidation`: validation replaces the body by one with all defaults. */
export async function keepSentBody({ raw, body }: FastifyRequest): Promise<void> {
  sentBodies.set(raw, body)
}

/** The body of a request as it was sent, as JSON. */
export const sentBodyText = ({ raw }: Pick<FastifyRequest, 'raw'>): string =>
  JSON.stringify(sentBodies.get(raw))
