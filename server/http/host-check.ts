// Against DNS rebinding: a web page whose name was made to point at this machine says its name in Host.
import type { Access, Filter } from './access.ts'
import { messageError } from './http-error.ts'

const LOCAL = new Set(['127.0.0.1', 'localhost'])

/** No filter when the server listens on an address that others may reach under any name. */
export function hostFilter({ host: bound }: Access): readonly Filter[] {
  if (!LOCAL.has(bound)) return []
  return [
    ({ req }) => {
      const name = req.headers.host?.split(':', 1)[0] ?? ''
      if (!LOCAL.has(name)) throw messageError(400, 'Host header is invalid')
    },
  ]
}
