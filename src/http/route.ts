import type { FastifyPluginAsync, FastifyTypeProvider, RawServerDefault } from 'fastify'
import type { z } from 'zod'
import type { Context } from '../operations/context.ts'
import type { Tag } from './contract/tags.ts'

/**
 * The types that zod schemas give to requests and replies. Fastify resolves the `content` of a
 * `response()` for the return type of a handler, but not for `reply.code(201).send()`: there the
 * second case of `serializer` does.
 */
interface ZodTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown
  readonly serializer: this['schema'] extends z.ZodType
    ? z.output<this['schema']>
    : this['schema'] extends { content: { 'application/json': { schema: z.ZodType } } }
      ? z.output<this['schema']['content']['application/json']['schema']>
      : unknown
}

type Routes = FastifyPluginAsync<Record<never, never>, RawServerDefault, ZodTypes>

/** The Fastify instance that a route is added to. */
export type App = Parameters<Routes>[0]

/** A plugin that adds some routes, all with one tag of the OpenAPI document. */
export const routesOf =
  (tag: Tag, ...adds: readonly ((app: App, context: Context) => void)[]) =>
  (context: Context): Routes =>
  async (app) => {
    app.addHook('onRoute', ({ schema }) => {
      if (schema) schema.tags = [tag]
    })
    for (const add of adds) add(app, context)
  }
