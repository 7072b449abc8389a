// Entry of the load generator's process. It ends with its parent: when the channel closes, so does it.
import { loadScenarios } from '../config/load-config.ts'
import { createGenerator } from '../load/generator.ts'
import type { DriverEnvelope, DriverReply } from '../load/protocol.ts'

const generator = createGenerator(loadScenarios)

process.on('message', (envelope: DriverEnvelope) => void answer(envelope))
process.on('disconnect', () => process.exit())
// A terminal's Ctrl-C reaches the whole group; the parent decides when this process ends.
process.on('SIGINT', () => {})

async function answer({ id, request }: DriverEnvelope): Promise<void> {
  reply(
    await generator.handle(request).then(
      (value): DriverReply => ({ id, ok: true, value }),
      (error: unknown): DriverReply => ({ id, ok: false, error: describe(error) }),
    ),
  )
}

/** A parent that was killed may be gone before the channel is known to be closed. */
function reply(message: DriverReply): void {
  if (!process.connected) return
  process.send!(message, (error: Error | null) => {
    if (error !== null) process.exit()
  })
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
