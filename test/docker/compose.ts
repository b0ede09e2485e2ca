import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from './dockerfile.ts'

const Container = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
})

const Compose = z.object({
  services: z.object({ lockstep: Container, redis: Container }),
  volumes: z.record(z.string(), z.null()),
})

/** The content of docker/compose.yaml. */
export const readCompose = () =>
  Compose.parse(parse(readFileSync(`${ROOT}docker/compose.yaml`, 'utf8')))
