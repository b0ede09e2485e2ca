import { asRequest } from '../../core/definition/differences.ts'
import type { Context } from '../context.ts'
import { load } from '../commit/load.ts'

/**
 * The registration of an optimizer as it was sent, with the labels of now. Of an optimizer that an
 * older version registered, the definition that it was completed to.
 * @throws {Refusal} `optimizer_not_found`, `history_regressed`.
 */
export async function definitionOf(
  context: Context,
  id: string,
): Promise<Readonly<Record<string, unknown>>> {
  const stored = await load(context, id)
  const { definition } = stored.optimizer
  const text = await context.store.registration(stored)
  if (text === undefined) return asRequest(definition)
  const { labels: _sent, ...sent } = JSON.parse(text) as Record<string, unknown>
  const { labels } = definition
  return { ...sent, ...(Object.keys(labels).length === 0 ? {} : { labels }) }
}
