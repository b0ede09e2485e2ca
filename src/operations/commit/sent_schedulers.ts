import {
  needsRequest,
  sentSchedulersIn,
  type SentSchedulers,
} from '../../core/optimizer/given_schedulers.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'

/**
 * The schedulers of the registration as they were sent, if they may say what is not stored with the
 * schedulers: an older version stored only the steps that followed.
 */
export async function sentSchedulers({ store }: Context, stored: Stored): Promise<SentSchedulers> {
  if (!needsRequest(stored.optimizer)) return undefined
  const text = await store.registration(stored)
  return text === undefined ? undefined : sentSchedulersIn(text)
}
